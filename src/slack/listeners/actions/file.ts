import type { actionIds, Leaves } from '../../action-ids.js';
import { readWantedImport } from '../../views/import.js';
import { info, later, nothing } from '../answers.js';
import { runImport } from '../importing/run-import.js';
import type { ActionHandler } from './action.js';

/** Somebody saw what it does to people, and wants it. Their answer takes the question's place. */
const importSeen: ActionHandler = async (context) => {
  const wanted = readWantedImport(context.value);
  if (wanted === null) return nothing;
  const { fileIds, ...options } = wanted;
  return later(async () => ({ ...(await runImport(context, fileIds, options)), replaces: true }));
};

/** What can be done with a file that was shared. */
export const fileActions: Readonly<Record<Leaves<(typeof actionIds)['file']>, ActionHandler>> = {
  'file.import': async (context) => later(() => runImport(context, [context.value])),
  'file.import-good': async (context) => later(() => runImport(context, context.value.split(','), { goodOnes: true })),
  'file.import-seen': importSeen,
  'file.leave': async () => ({ ...info('Nothing was imported.'), replaces: true }),
};
