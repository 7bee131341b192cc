import type { DateTime } from 'luxon';
import { pause as pauseProgress } from '../../domain/enrollment/pause.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots } from '../firing/loadSnapshots.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Member } from '../ports/stores/people.js';
import { type FoundTarget, findTarget } from './findTarget.js';
import { countOf, inBatches, pagesOf } from './inBatches.js';
import { saveTransitions } from './saveTransition.js';
import type { PauseTarget, TargetLabel, TargetProblem } from './target.js';

export type PauseOutcome =
  | {
      readonly ok: true;
      readonly label: TargetLabel;
      /** Enrollments that stand still because of this now. */
      readonly paused: number;
      /** Those that stood still already for the same reason; nothing changed for them. */
      readonly already: number;
      /** The contact's enrollments that belong to somebody else and were left alone. */
      readonly notYours: number;
      readonly since: DateTime;
    }
  | TargetProblem;

type PauseDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/**
 * Pauses. A second pause changes nothing. A sequence, an owner and the workspace remember it, so that new enrollments
 * begin paused; what they have is paused in batches, and repeating the command after a crash goes on.
 */
export async function pause(
  deps: PauseDeps,
  input: { readonly actor: Member; readonly target: PauseTarget },
): Promise<PauseOutcome> {
  const target = await findTarget(deps.store.read, input.actor, input.target);
  if (!target.ok) return target;
  const now = await deps.clock.now();
  const { scope, label, notYours } = target;
  const before = await pausedBefore(deps, target);
  await remember(deps, input.actor, target, now);
  let paused = 0;
  await inBatches(deps.store, target, { withoutPause: scope }, async (tables, locked) => {
    const going = locked.filter(({ pauses }) => !pauses.includes(scope));
    const changes = (await loadSnapshots(tables, going)).map(({ enrollment, plan }) => ({
      enrollment,
      plan,
      transition: pauseProgress(enrollment.progress, now),
      beside: { pauses: [...enrollment.pauses, scope] },
    }));
    await saveTransitions({ tables, ids: deps.ids, now }, changes);
    paused += changes.length;
  });
  deps.poke();
  return { ok: true, label, paused, already: before.count, notYours, since: before.since ?? now };
}

/** How many this scope holds already (of many, counted and not read), and since when; null where it is new. */
async function pausedBefore({ store: { read } }: PauseDeps, target: FoundTarget) {
  const { ids, scope } = target;
  if (ids === null) {
    return { count: await countOf(read, target, { pause: scope }), since: await target.pausedSince(read) };
  }
  const held: Enrollment[] = [];
  for await (const page of pagesOf(read, target, { pause: scope })) held.push(...page);
  return { count: held.length, since: held[0]?.progress.pausedSince ?? null };
}

async function remember({ store, ids }: PauseDeps, actor: Member, target: FoundTarget, now: DateTime): Promise<void> {
  await store.transact(async (tables) => {
    const { scope, label } = target;
    const isNew = target.ids === null && (await target.pausedSince(tables)) === null;
    if (isNew) await target.setPaused(tables, now);
    else if ((await countOf(tables, target, { withoutPause: scope })) === 0) return;
    const detail = { scope, of: label };
    await audit({ tables, ids, now }, actor, { action: 'pause', subject: target.subject, detail });
  });
}
