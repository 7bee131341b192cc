import { createIds } from '../../src/adapters/system/ids.js';

/** One maker of ids for all that a worker's tests make, so that what is made later has the greater id, as in the program. */
export const ids = createIds();
