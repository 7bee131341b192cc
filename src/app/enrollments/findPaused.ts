import { wholeMinute } from '../../domain/timing/wall-clock.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import { type FoundTarget, findTarget } from './findTarget.js';
import { countOf } from './inBatches.js';
import { pausedOnes, type StillPaused } from './pausedOnes.js';
import type { PauseTarget, TargetLabel, TargetProblem } from './target.js';

/** Nothing of it is paused in this way; `stillPaused` says which other pauses hold it. */
export interface NotPaused {
  readonly ok: false;
  readonly reason: 'not-paused';
  readonly label: TargetLabel;
  readonly stillPaused: StillPaused;
}

/** What somebody wants resumed, or why there is nothing to resume. Of thousands that it concerns none is read. */
export async function findPaused(
  tables: Tables,
  actor: Member,
  given: PauseTarget,
): Promise<FoundTarget | NotPaused | TargetProblem> {
  const target = await findTarget(tables, actor, given);
  if (!target.ok || (await target.pausedSince(tables)) !== null) return target;
  if ((await countOf(tables, target, { pause: target.scope })) > 0) return target;
  const { stillPaused } = await pausedOnes(tables, target);
  return { ok: false, reason: 'not-paused', label: target.label, stillPaused };
}

/** How many steps a resume would find overdue: whether there is anything to ask before it, told within a moment. */
export async function countOverdue(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: { readonly actor: Member; readonly target: PauseTarget },
): Promise<{ readonly ok: true; readonly overdue: number } | NotPaused | TargetProblem> {
  const target = await findPaused(store.read, input.actor, input.target);
  if (!target.ok) return target;
  const heldDueBefore = wholeMinute(await clock.now());
  return { ok: true, overdue: await countOf(store.read, target, { onlyPause: target.scope, heldDueBefore }) };
}
