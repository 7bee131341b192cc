import { readWantedRestore } from '../../views/restore-review.js';
import { result } from '../answers.js';
import { restoreVersion } from '../restoring.js';
import type { SubmissionHandler } from './submission.js';

const title = 'Restore version';

/** It was seen what an older version does to people, and is wanted. */
export const submitSeenRestore: SubmissionHandler = async (context) => {
  const answer = await restoreVersion(context, readWantedRestore(context.view.metadata));
  if (answer.kind === 'update') return answer;
  if (answer.kind === 'message') return result(title, answer);
  return { kind: 'later', title, work: async () => result(title, await answer.work()) };
};
