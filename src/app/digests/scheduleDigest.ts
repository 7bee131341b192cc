import type { DateTime } from 'luxon';
import type { Role } from '../../domain/access.js';
import { parseZone } from '../../domain/contact/zone.js';
import { type DigestRhythm, nextDigestAt, parseDigestTime } from '../../domain/digest/schedule.js';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
import { audit } from '../audit.js';
import { refusal } from '../people/refusal.js';
import type { Directory } from '../ports/chat.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { DigestSchedule } from '../ports/stores/digests.js';
import type { Member, Workspace } from '../ports/stores/people.js';

export interface ScheduleDigestInput {
  readonly workspace: Pick<Workspace, 'id' | 'zone'>;
  readonly by: Member;
  /** The channel's Slack id. */
  readonly channel: string;
  readonly rhythm: DigestRhythm;
  /** As it was typed: `08:30`, `8:30`, `8am`. */
  readonly at: string;
  /** IANA; null for the account's. */
  readonly zone: string | null;
}

export type ScheduleDigestOutcome =
  /** `digest.dueAt` is the first time; `replaced` is what the channel had before. */
  | { readonly ok: true; readonly digest: DigestSchedule; readonly replaced: DigestSchedule | null }
  | DigestTimesProblem
  /** There is none, or it is private and the app is not in it: Slack does not tell them apart. */
  | { readonly ok: false; readonly reason: 'channel-not-found' }
  /** To be invited there with `/invite`. */
  | { readonly ok: false; readonly reason: 'not-in-channel'; readonly channelName: string };

export type DigestTimesProblem =
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  | { readonly ok: false; readonly reason: 'bad-time'; readonly given: string }
  /** `why`: a sentence. */
  | { readonly ok: false; readonly reason: 'bad-zone'; readonly why: string };

/** What the first digest of a channel reports. */
const firstSpan = { hours: 24 };

/** Who may, and when it would come; what can be said without asking Slack. */
export function checkDigestTimes(
  input: Pick<ScheduleDigestInput, 'by' | 'at' | 'zone' | 'workspace'>,
): { readonly ok: true; readonly at: string; readonly zone: string } | DigestTimesProblem {
  const refused = refusal(input.by, 'schedule-digest', false);
  if (refused !== null) return refused;
  const at = parseDigestTime(input.at);
  if (at === null) return { ok: false, reason: 'bad-time', given: input.at };
  if (input.zone === null) return { ok: true, at, zone: input.workspace.zone };
  const read = parseZone(input.zone);
  return read.ok ? { ok: true, at, zone: read.zone } : { ok: false, reason: 'bad-zone', why: read.reason };
}

/**
 * Gives a channel its digest, or changes the one it has, which goes on reporting where it left off. Rejects with a
 * Transient fault when Slack cannot be asked about the channel.
 */
export async function scheduleDigest(
  deps: {
    readonly store: Store;
    readonly clock: Clock;
    readonly ids: Ids;
    readonly directory: Pick<Directory, 'channel'>;
  },
  input: ScheduleDigestInput,
): Promise<ScheduleDigestOutcome> {
  const checked = checkDigestTimes(input);
  if (!checked.ok) return checked;
  const { at, zone } = checked;
  const channel = await deps.directory.channel(input.channel);
  if (channel === null) return { ok: false, reason: 'channel-not-found' };
  if (!channel.appIsMember) return { ok: false, reason: 'not-in-channel', channelName: channel.name };
  const now = await deps.clock.now();
  return deps.store.transact(async (tables) => {
    const replaced = await tables.digests.lock(input.workspace.id, channel.id);
    const times = { rhythm: input.rhythm, at, zone };
    const digest: DigestSchedule = {
      ...times,
      id: replaced?.id ?? deps.ids.next(),
      workspaceId: input.workspace.id,
      channel: channel.id,
      channelName: channel.name,
      dueAt: nextDigestAt(times, now),
      reportedTo: replaced?.reportedTo ?? firstReportFrom(now),
      createdById: input.by.id,
    };
    await tables.digests.save(digest, now);
    const detail = { ...times, before: replaced === null ? null : timesOf(replaced) };
    const entry = { action: 'digest.schedule', subject: `#${digest.channelName}`, detail };
    await audit({ tables, ids: deps.ids, now }, input.by, entry);
    return { ok: true, digest, replaced };
  });
}

/** From when on a digest reports that nobody has had yet. */
export function firstReportFrom(now: DateTime): DateTime {
  return wholeMinute(now).minus(firstSpan);
}

function timesOf({ rhythm, at, zone }: DigestSchedule) {
  return { rhythm, at, zone };
}
