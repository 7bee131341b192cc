import { result } from '../answers.js';
import { runRemove } from '../removing.js';
import { readTarget } from '../stored-target.js';
import type { SubmissionHandler } from './submission.js';
import { submitTarget } from './target.js';

/** Whom to remove; or, once that is known, the confirmation. */
export const submitRemove: SubmissionHandler = async (context) => {
  const target = readTarget(context.view.metadata.target);
  if (target === null || (target.kind !== 'contact' && target.kind !== 'enrollment')) {
    return submitTarget(context, 'remove', 'Remove');
  }
  return result('Remove', await runRemove(context, target));
};
