import type { ScheduleDigestOutcome } from '../../app/digests/scheduleDigest.js';
import { stopDigest } from '../../app/digests/stopDigest.js';
import type { DigestSchedule } from '../../app/ports/stores/digests.js';
import { timeOnBoth } from '../../app/shown/clocks.js';
import type { ShownDigestSchedule } from '../../app/shown/people.js';
import { readerZone } from '../../app/shown/readerZone.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { digestBlocks, digestTimes } from '../views/digest-settings.js';
import type { Acting } from './acting.js';
import { done, info, type MessageAnswer } from './answers.js';
import { named, notAllowed, notAllowedText } from './refusals.js';
import { runButtons } from './run-button.js';

/** For refusals. */
export const digestDeed = 'schedule digests';

export function shownDigest({ id, channel, rhythm, at, zone, dueAt }: DigestSchedule): ShownDigestSchedule {
  return { id, channel, rhythm, at, zone, nextAt: dueAt };
}

type Scheduled = Extract<ScheduleDigestOutcome, { ok: true }>;

/** What a channel gets from now on. */
export function digestScheduled({ digest, replaced }: Scheduled, { actor, workspace, now }: Acting): MessageAnswer {
  const { channel, zone, dueAt } = digest;
  const before = replaced === null ? '' : ` Before: ${digestTimes(replaced)}.`;
  const first = timeOnBoth(dueAt, readerZone(actor, workspace), zone, now);
  if (replaced !== null && digestTimes(replaced) === digestTimes(digest)) {
    return info(`<#${channel}> gets a digest ${digestTimes(digest)} already. The next: ${first}.`);
  }
  const said = `<#${channel}> gets a digest ${digestTimes(digest)}. The first: ${first}.${before}`;
  const none = runButtons([{ label: 'Undo', text: `digest off <#${channel}>` }]);
  return done(said, replaced === null ? none : [backTo(replaced)]);
}

type ScheduleProblem = Exclude<ScheduleDigestOutcome, { ok: true }>;

/** Why a channel cannot have its digest, what to do about it (plain but for mentions), and at which field of the form. */
export function digestProblem(
  problem: ScheduleProblem,
  { workspace }: Acting,
): { readonly text: string; readonly field: string } {
  const bot = workspace.botUserId === null ? '@Drumbeat' : `<@${workspace.botUserId}>`;
  switch (problem.reason) {
    case 'not-allowed':
      return { text: notAllowedText(problem.needs, digestDeed), field: digestBlocks.channel };
    case 'bad-time':
      return { text: `“${named(problem.given)}” is not a time of day: write it as 08:30.`, field: digestBlocks.at };
    case 'bad-zone':
      return { text: named(problem.why), field: digestBlocks.zone };
    case 'channel-not-found':
      return {
        text: `I cannot see that conversation. Digests go to channels; a private one has to invite me first: type /invite ${bot} there.`,
        field: digestBlocks.channel,
      };
    case 'not-in-channel':
      return {
        text: `I am not in #${named(problem.channelName)} yet. Type /invite ${bot} there, then say this again.`,
        field: digestBlocks.channel,
      };
  }
}

/** Ends a channel's digest; with a way back. */
export async function runStopDigest({ deps, actor, workspace }: Acting, channel: string): Promise<MessageAnswer> {
  const outcome = await stopDigest(deps, { workspaceId: workspace.id, by: actor, channel });
  if (outcome.ok) {
    return done(`<#${channel}> gets no digest any more.`, [backTo(outcome.stopped)]);
  }
  if (outcome.reason === 'no-digest') return info('That channel gets no digest.');
  return notAllowed(outcome, digestDeed);
}

/** A button that brings a channel's former digest back. */
function backTo({ channel, rhythm, at, zone }: DigestSchedule) {
  const value = choiceValue('digest', JSON.stringify({ channel, rhythm, at, zone }));
  return { action: actionIds.answer.undo, label: 'Undo', value };
}
