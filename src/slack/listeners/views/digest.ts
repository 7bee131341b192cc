import { scheduleDigest } from '../../../app/digests/scheduleDigest.js';
import { digestBlocks, readDigestForm } from '../../views/digest-settings.js';
import { refused, result } from '../answers.js';
import { digestProblem, digestScheduled } from '../digests.js';
import { plainOf } from '../plain.js';
import type { SubmissionHandler } from './submission.js';

/** A channel's digest: new, or changed. */
export const submitDigest: SubmissionHandler = async (context) => {
  const { channel, rhythm, at, zone } = readDigestForm(context.view.values);
  const { deps, actor, workspace } = context;
  if (channel === null) return { kind: 'errors', errors: { [digestBlocks.channel]: 'Choose a channel.' } };
  const input = { workspace, by: actor, channel, rhythm, at: at ?? '', zone };
  const outcome = await scheduleDigest(deps, input);
  if (outcome.ok) return result('Digest', digestScheduled(outcome, context));
  const { text, field } = digestProblem(outcome, { ...context, workspace: { ...workspace, botUserId: null } });
  if (outcome.reason === 'not-allowed') return result('Digest', refused(text));
  return { kind: 'errors', errors: { [field]: plainOf(text) } };
};
