import type { DateTime } from 'luxon';
import { pause } from '../../domain/enrollment/pause.js';
import type { Tables } from '../ports/store.js';
import type { Decision } from './decide.js';

/**
 * Decisions by which somebody else owns the enrollment now: where that one is away, it stands still with the rest of what
 * they have. Holds the new owners' rows against a pause at this moment, so that nothing slips through.
 */
export async function pausedWithOwner(
  tables: Tables,
  decisions: readonly Decision[],
  now: DateTime,
): Promise<readonly Decision[]> {
  // In one order for everybody, since each row is held from then on.
  const owners = [...new Set(decisions.filter(isMoved).map(({ after }) => after.owner.id))].sort();
  const away = new Set<string>();
  for (const id of owners) if ((await tables.members.pausedSince(id, 'hold')) !== null) away.add(id);
  if (away.size === 0) return decisions;
  return decisions.map((decision) => {
    if (!isMoved(decision) || !away.has(decision.after.owner.id)) return decision;
    const { progress } = pause(decision.progress, now);
    return { ...decision, progress, pauses: [...decision.pauses, 'owner'] };
  });
}

function isMoved({ snapshot, after, progress }: Decision): boolean {
  return after.owner.id !== snapshot.enrollment.ownerId && progress.exited === null;
}
