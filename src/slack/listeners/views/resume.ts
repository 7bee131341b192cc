import { requestLimits } from '../../../domain/limits.js';
import { readResume, resumeBlocks } from '../../views/pause-modals.js';
import { result } from '../answers.js';
import { isLarge, runResume } from '../pausing.js';
import { readTarget } from '../stored-target.js';
import type { SubmissionHandler } from './submission.js';
import { submitTarget } from './target.js';

/** What to resume; or, once that is known, how. */
export const submitResume: SubmissionHandler = async (context) => {
  const { metadata, values } = context.view;
  const target = readTarget(metadata.target);
  if (target === null) return submitTarget(context, 'resume', 'Resume');
  const chosen = readResume(values);
  if (chosen.policy === 'spread' && chosen.hours === null) {
    return {
      kind: 'errors',
      errors: { [resumeBlocks.hours]: `Write the number of hours, from 1 to ${requestLimits.spreadHours}.` },
    };
  }
  const policy =
    chosen.policy === 'spread' ? { policy: chosen.policy, hours: chosen.hours ?? 0 } : { policy: chosen.policy };
  const work = async () => result('Resume', await runResume(context, target, policy));
  return isLarge(target) ? { kind: 'later', title: 'Resume', work } : work();
};
