import type { actionIds, Leaves } from '../../action-ids.js';
import { later } from '../answers.js';
import { runImport } from '../importing/run-import.js';
import type { ActionHandler } from './action.js';

/** What can be done with a file that was shared. */
export const fileActions: Readonly<Record<Leaves<(typeof actionIds)['file']>, ActionHandler>> = {
  'file.import': async (context) => later(() => runImport(context, [context.value])),
  'file.import-good': async (context) => later(() => runImport(context, context.value.split(','), 'good ones')),
};
