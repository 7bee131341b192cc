import { listDigests } from '../../../app/digests/listDigests.js';
import { previewDigest } from '../../../app/digests/previewDigest.js';
import { scheduleDigest } from '../../../app/digests/scheduleDigest.js';
import type { DigestSchedule } from '../../../app/ports/stores/digests.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import { parseDigestTime } from '../../../domain/digest/schedule.js';
import { digestMessage } from '../../views/digest.js';
import { digestListMessage, digestModal, digestTimes } from '../../views/digest-settings.js';
import { later, message, modalAnswer, refused } from '../answers.js';
import { digestDeed, digestProblem, digestScheduled, runStopDigest, shownDigest } from '../digests.js';
import { notAllowed, refusedFor } from '../refusals.js';
import type { CommandAnswer, CommandContext, CommandHandler, IntentOf } from './command.js';

/** `digest [here | #channel] [daily | weekdays] [08:30] | list | off | now`. */
export const digest: CommandHandler<'digest'> = async (intent, context) => {
  const { deps, actor, workspace } = context;
  switch (intent.action) {
    case 'schedule':
      return schedule(intent, context);
    case 'list': {
      const digests = await listDigests(deps, { workspaceId: workspace.id });
      return message(digestListMessage(digests.map(shownDigest), readerZone(actor, workspace)));
    }
    case 'now':
      return later(async () =>
        message(digestMessage(await previewDigest(deps, { workspace, channel: context.channel ?? '' }))),
      );
    case 'off': {
      const channel = intent.channel ?? context.channel;
      return channel === null ? refused('Say which channel: `digest off #sales`.') : runStopDigest(context, channel);
    }
  }
};

/** What is left out is asked for; what is there is done, once Slack has said whether the app is in the channel. */
async function schedule(
  { channel: named, rhythm, at }: Extract<IntentOf<'digest'>, { action: 'schedule' }>,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { deps, actor, workspace } = context;
  // Somebody's DM is no place for it.
  const channel = named ?? (context.channel?.startsWith('D') ? null : context.channel);
  if (channel === null || rhythm === null || at === null) {
    const allowed = mayDo(roleOf(actor), 'schedule-digest', true);
    if (!allowed.ok) return notAllowed(allowed, digestDeed);
    const all = await deps.store.read.digests.all(workspace.id);
    const standing = all.find((one) => one.channel === channel) ?? null;
    const asked = at === null ? null : (parseDigestTime(at) ?? at);
    const times = { rhythm: rhythm ?? standing?.rhythm ?? 'daily', at: asked ?? standing?.at ?? null } as const;
    const { zone } = standing ?? workspace;
    return modalAnswer(digestModal({ channel, ...times, zone }, noteFor(channel, standing)));
  }
  return later(async () => {
    const outcome = await scheduleDigest(deps, { workspace, by: actor, channel, rhythm, at, zone: null });
    return outcome.ok ? digestScheduled(outcome, context) : refusedFor(outcome, digestProblem(outcome, context).text);
  });
}

/** What is to be known before the form is filled in. */
function noteFor(channel: string | null, standing: DigestSchedule | null): string | null {
  if (channel === null) return 'A digest goes to a channel: choose it here, or type the command there.';
  return standing === null ? null : `<#${channel}> gets one already, ${digestTimes(standing)}. Saving changes it.`;
}
