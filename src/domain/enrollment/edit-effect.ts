import type { DateTime } from 'luxon';
import { toSequenceFile } from '../sequence/file.js';
import type { Sequence } from '../sequence/sequence.js';
import type { StepId } from '../steps/step-kind.js';
import { indexOfStep, isPassed } from './next-step.js';
import type { Progress } from './progress.js';

/** What an edit changes in the sequence itself. */
export interface Edit {
  readonly before: Sequence;
  readonly after: Sequence;
  readonly added: ReadonlySet<StepId>;
  readonly removed: ReadonlySet<StepId>;
  /** Added, or said otherwise than before; all of them where it is something beside the steps. */
  readonly changed: ReadonlySet<StepId>;
}

/** What an edit does to one enrollment. */
export interface EditEffect {
  /**
   * `same`: its next step stays, and the time of it; `time`: the time changes; `next`: another step is next; `end`: none is
   * any more; `none`: none was, and none is.
   */
  readonly kind: 'same' | 'time' | 'next' | 'end' | 'none';
  /** What is next now, and when. */
  readonly next: { readonly stepId: StepId; readonly at: DateTime } | null;
  /** The step that was next, where the edit took it out. */
  readonly lost: StepId | null;
  /** Steps that the edit adds, which this one is past already. */
  readonly past: readonly StepId[];
  /** It was at the end. */
  readonly wasFinished: boolean;
  /** The cadence waited for a task, and waits for it no longer. */
  readonly closesTask: boolean;
  /** Whether anything that lies ahead of it is other than before. */
  readonly isAffected: boolean;
}

export function editOf(before: Sequence, after: Sequence): Edit {
  const [was, is] = [textsOf(before), textsOf(after)];
  const isHeadChanged = was.head !== is.head;
  const changed = [...is.steps].filter(([id, text]) => isHeadChanged || was.steps.get(id) !== text);
  return {
    before,
    after,
    added: new Set([...is.steps.keys()].filter((id) => !was.steps.has(id))),
    removed: new Set([...was.steps.keys()].filter((id) => !is.steps.has(id))),
    changed: new Set(changed.map(([id]) => id)),
  };
}

/** The sequence beside its steps, and each step, as text to compare; its name and description reach nobody. */
function textsOf(sequence: Sequence): { readonly head: string; readonly steps: ReadonlyMap<StepId, string> } {
  const { steps, name: _, description: _unused, ...head } = toSequenceFile(sequence);
  return {
    head: JSON.stringify(head),
    steps: new Map(steps.map((step) => [String(step.id), JSON.stringify(step)])),
  };
}

/** Compares an enrollment before and after `publish`. */
export function effectOfEdit(edit: Edit, before: Progress, after: Progress): EditEffect {
  const { pending: was } = before;
  const { pending: is } = after;
  const kind = kindOf(before, after);
  const closesTask = before.openTask !== null && after.openTask === null;
  const wasNext = was?.stepId ?? null;
  return {
    kind,
    next: is === null ? null : { stepId: is.stepId, at: is.dueAt },
    lost: wasNext !== null && edit.removed.has(wasNext) ? wasNext : null,
    past: [...edit.added].filter((id) => isPastOf(edit, after, id)),
    wasFinished: was === null && before.openTask === null && kind !== 'none',
    closesTask,
    isAffected: closesTask || (kind !== 'same' && kind !== 'none') || hasChangeAhead(edit, before, after),
  };
}

function kindOf({ pending: was, openTask }: Progress, { pending: is, openTask: stillOpen }: Progress) {
  if (stillOpen !== null) return 'same';
  if (is === null) return was === null && openTask === null ? 'none' : 'end';
  if (was === null || was.stepId !== is.stepId || was.occurrence !== is.occurrence) return 'next';
  return was.dueAt.toMillis() === is.dueAt.toMillis() ? 'same' : 'time';
}

/** An added step that lies behind: before the place in the list, or on a date that is past. */
function isPastOf({ after: sequence }: Edit, { dates, place, pending }: Progress, id: StepId): boolean {
  if (dates !== null) return dates[id]?.isPast ?? false;
  if (place === null || pending?.stepId === id) return false;
  return indexOfStep(sequence, id) <= indexOfStep(sequence, place);
}

function hasChangeAhead({ changed, removed, before: old, after: sequence }: Edit, before: Progress, after: Progress) {
  if (after.dates !== null || before.dates !== null) {
    const waits = ({ dates }: Progress, id: StepId) => (dates?.[id]?.pending ?? null) !== null;
    return [...changed].some((id) => waits(after, id)) || [...removed].some((id) => waits(before, id));
  }
  const isAhead = (of: Sequence, { place }: Progress, id: StepId) =>
    indexOfStep(of, id) > (place === null ? -1 : indexOfStep(of, place));
  const comes = (id: StepId) => isAhead(sequence, after, id) && !isPassed(after, id);
  const came = (id: StepId) => isAhead(old, before, id) && !isPassed(before, id);
  return [...changed].some(comes) || [...removed].some(came);
}
