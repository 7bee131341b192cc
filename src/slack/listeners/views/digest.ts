import { checkDigestTimes, scheduleDigest } from '../../../app/digests/scheduleDigest.js';
import { digestBlocks, digestModal, readDigestForm } from '../../views/digest-settings.js';
import { result } from '../answers.js';
import { digestProblem, digestScheduled } from '../digests.js';
import { plainOf } from '../plain.js';
import { refusedFor } from '../refusals.js';
import type { SubmissionHandler } from './submission.js';

/** A channel's digest: new, or changed. Slack is asked about the channel after the acknowledgement. */
export const submitDigest: SubmissionHandler = async (context) => {
  const form = readDigestForm(context.view.values);
  const { deps, actor, workspace } = context;
  const { channel, rhythm, at, zone } = form;
  if (channel === null) return { kind: 'errors', errors: { [digestBlocks.channel]: 'Choose a channel.' } };
  const input = { workspace, by: actor, channel, rhythm, at: at ?? '', zone };
  const checked = checkDigestTimes(input);
  if (!checked.ok) {
    const { text, field } = digestProblem(checked, context);
    if (checked.reason === 'not-allowed') return result('Digest', refusedFor(checked, text));
    return { kind: 'errors', errors: { [field]: plainOf(text) } };
  }
  return {
    kind: 'later',
    title: 'Digest',
    work: async () => {
      const outcome = await scheduleDigest(deps, input);
      if (outcome.ok) return result('Digest', digestScheduled(outcome, context));
      return { kind: 'update', view: digestModal(form, `:warning: ${digestProblem(outcome, context).text}`) };
    },
  };
};
