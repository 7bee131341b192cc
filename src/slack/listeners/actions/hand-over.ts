import type { actionIds, Leaves } from '../../action-ids.js';
import { askHandOver } from '../handing-over.js';
import type { ActionHandler } from './action.js';

/** The tasks of somebody who is away. */
export const handOverActions: Readonly<Record<Leaves<(typeof actionIds)['handOver']>, ActionHandler>> = {
  'hand-over.open': (context) => askHandOver(context, context.value),
};
