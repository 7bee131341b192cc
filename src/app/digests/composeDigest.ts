import type { DateTime } from 'luxon';
import { lateMinutes } from '../../domain/digest/schedule.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import type { ShownDigest } from '../posting/shown.js';
import { digestSections, mostLines, shownKinds } from './digestSections.js';

/** What a digest is about. */
export interface DigestInput {
  readonly workspace: Pick<Workspace, 'id' | 'zone'>;
  /** It reports what happened in `from <= t < to`, and what stands open at `now`. */
  readonly from: DateTime;
  readonly to: DateTime;
  readonly now: DateTime;
  /** The zone of its times; the account's unless given. */
  readonly zone?: string;
  /** When it was due, where it comes late. */
  readonly lateFrom?: DateTime | null;
}

/** A cadence that waits for somebody's task for longer than this needs attention. */
const patienceHours = 24;

/**
 * What a digest says, read from the truth at this moment: what needs a person first. No sections mean that there is
 * nothing to report, which whoever draws it says in words.
 */
export async function composeDigest(tables: Tables, input: DigestInput): Promise<ShownDigest> {
  const { workspace, from, to, now, zone = workspace.zone, lateFrom = null } = input;
  const figures = await tables.digests.figures({
    workspaceId: workspace.id,
    from,
    to,
    now,
    kinds: shownKinds,
    lateMinutes,
    waitingSince: now.minus({ hours: patienceHours }),
    most: mostLines,
  });
  const gaps = await tables.alarmGaps.between(from, to);
  const day = to.setZone(zone).setLocale('en').toFormat('cccc d LLLL');
  return { title: `Digest for ${day}`, zone, from, to, lateFrom, sections: digestSections(figures, gaps, zone) };
}
