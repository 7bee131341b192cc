import type { actionIds, Leaves } from '../../action-ids.js';
import { readWantedImport } from '../../views/import.js';
import { info, later, nothing } from '../answers.js';
import { runImport, runSeenImport } from '../importing/run-import.js';
import type { ActionHandler } from './action.js';

/** Somebody saw what it does to people, and wants it. */
const importSeen: ActionHandler = async (context) => {
  const wanted = readWantedImport(context.value);
  return wanted === null ? nothing : later(() => runSeenImport(context, wanted, context.place));
};

/** What can be done with a file that was shared. */
export const fileActions: Readonly<Record<Leaves<(typeof actionIds)['file']>, ActionHandler>> = {
  'file.import': async (context) => later(() => runImport(context, [context.value])),
  'file.import-good': async (context) => later(() => runImport(context, context.value.split(','), { goodOnes: true })),
  'file.import-seen': importSeen,
  'file.leave': async () => ({ ...info('Nothing was imported.'), replaces: true }),
};
