import type { DateTime } from 'luxon';
import { pause as pauseProgress } from '../../domain/enrollment/pause.js';
import { requestLimits } from '../../domain/limits.js';
import { wholeMinute } from '../../domain/timing/wall-clock.js';
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
      /** Those that stood still already for the same reason; nothing changed for them but, where one was given, the end. */
      readonly already: number;
      /** Of those, how many have another end now. */
      readonly moved: number;
      /** The contact's enrollments that belong to somebody else and were left alone. */
      readonly notYours: number;
      readonly since: DateTime;
      /** When it ends by itself: the end that was given, or that of the pause there was; null: somebody ends it. */
      readonly until: DateTime | null;
    }
  /** The end that was given is not ahead, or more than a year. */
  | { readonly ok: false; readonly reason: 'end-past' | 'end-too-far'; readonly until: DateTime }
  | TargetProblem;

type PauseDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>;

/** What is to be paused, and until when; null: until somebody resumes it. */
export interface ToPause {
  readonly target: PauseTarget;
  readonly until?: DateTime | null;
}

type PauseInput = { readonly actor: Member } & ToPause;

/**
 * Pauses; with an end, until then: a worker resumes it by itself (`keep`). A second pause changes nothing, unless it gives
 * another end. A sequence, an owner and the workspace remember it, so that new enrollments begin paused; what they have is
 * paused in batches, and repeating the command after a crash goes on.
 */
export async function pause(deps: PauseDeps, input: PauseInput): Promise<PauseOutcome> {
  const target = await findTarget(deps.store.read, input.actor, input.target);
  if (!target.ok) return target;
  const now = await deps.clock.now();
  const until = input.until ? wholeMinute(input.until) : null;
  if (until !== null && until <= now) return { ok: false, reason: 'end-past', until };
  if (until !== null && until > now.plus({ years: requestLimits.yearsAhead }))
    return { ok: false, reason: 'end-too-far', until };
  const { scope, label, notYours } = target;
  const before = await pausedBefore(deps, target);
  await remember(deps, input.actor, target, { now, until, held: before.held });
  const counts = { paused: 0, moved: target.many !== null && endsElse(before.until, until) ? before.count : 0 };
  // The end of a pause of many is not with its enrollments.
  const which = until === null || target.many !== null ? { withoutPause: scope } : {};
  await inBatches(deps.store, { target, isPaused: true }, which, async (tables, locked) => {
    const going = locked.filter((one) => !one.pauses.includes(scope) || ownEndsElse(one, until));
    const changes = (await loadSnapshots(tables, going)).map(({ enrollment, plan }) => {
      const isNew = !enrollment.pauses.includes(scope);
      counts[isNew ? 'paused' : 'moved'] += 1;
      const pauses = isNew ? [...enrollment.pauses, scope] : enrollment.pauses;
      const transition = pauseProgress(enrollment.progress, now);
      return { enrollment, plan, transition, beside: { pauses, ...(scope === 'self' ? { pausedUntil: until } : {}) } };
    });
    await saveTransitions({ tables, ids: deps.ids, now, byId: input.actor.id }, changes);
  });
  deps.poke();
  const { count: already, since } = before;
  return { ok: true, label, ...counts, already, notYours, since: since ?? now, until: until ?? before.until };
}

/** Paused by itself already, with another end than the one that is given now. */
function ownEndsElse({ pauses, pausedUntil }: Enrollment, until: DateTime | null): boolean {
  return pauses.includes('self') && endsElse(pausedUntil, until);
}

function endsElse(before: DateTime | null, until: DateTime | null): boolean {
  return until !== null && before?.toMillis() !== until.toMillis();
}

/** How many this scope holds already (of many, counted and not read), since when, null where it is new, and until when. */
async function pausedBefore({ store: { read } }: PauseDeps, target: FoundTarget) {
  const { many, scope } = target;
  const held: Enrollment[] = [];
  if (many !== null) {
    const since = await target.pausedSince(read);
    const until = since === null ? null : await read.pauseEnds.of(many);
    return { count: await countOf(read, target, { pause: scope }), since, until, held };
  }
  for await (const page of pagesOf(read, target, { pause: scope })) held.push(...page);
  const [first] = held;
  return {
    ...{ count: held.length, held },
    ...{ since: first?.progress.pausedSince ?? null, until: first?.pausedUntil ?? null },
  };
}

interface Given {
  readonly now: DateTime;
  readonly until: DateTime | null;
  /** What was paused already. */
  readonly held: readonly Enrollment[];
}

async function remember({ store, ids }: PauseDeps, actor: Member, target: FoundTarget, given: Given): Promise<void> {
  const { now, until, held } = given;
  await store.transact(async (tables) => {
    const { scope, label, subject } = target;
    const end = until === null ? {} : { until: until.toUTC().toISO() };
    const note = (action: string) =>
      audit({ tables, ids, now }, actor, { action, subject, detail: { scope, of: label, ...end } });
    const { many } = target;
    const isNew = many !== null && (await target.pausedSince(tables)) === null;
    const isMoved = many !== null && endsElse(await tables.pauseEnds.of(many, 'hold'), until);
    if (isNew) await target.setPaused(tables, now);
    if (many !== null && (isNew || isMoved)) await tables.pauseEnds.set(many, until);
    if (isNew || (await countOf(tables, target, { withoutPause: scope })) > 0) await note('pause');
    // Since when it is paused stays what it was.
    else if (isMoved || held.some((one) => ownEndsElse(one, until))) await note('pause.until');
  });
}
