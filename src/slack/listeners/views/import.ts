import { importBlocks, readImportForm } from '../../views/import.js';
import { result } from '../answers.js';
import { runImport } from '../importing/run-import.js';
import type { SubmissionHandler } from './submission.js';

/** The files are fetched and read after the acknowledgement. */
export const submitImport: SubmissionHandler = async (context) => {
  const fileIds = readImportForm(context.view.values);
  if (fileIds.length === 0) return { kind: 'errors', errors: { [importBlocks.files]: 'Choose a file.' } };
  return { kind: 'later', title: 'Import', work: async () => result('Import', await runImport(context, fileIds)) };
};
