import type { StepId } from '../steps/step-kind.js';
import { type StepFileJson, toSequenceFile } from './file.js';
import type { Sequence } from './sequence.js';

/** One thing in which two versions of a sequence differ. Keys are those of the sequence file. */
export type Difference =
  /** Beside the steps. Undefined: left out. */
  | { readonly of: 'sequence'; readonly key: string; readonly before: unknown; readonly after: unknown }
  | { readonly of: 'added'; readonly stepId: StepId; readonly number: number }
  | { readonly of: 'removed'; readonly stepId: StepId; readonly number: number }
  /** It stands elsewhere among the steps that both have. `number`: its place in the list, from 1. */
  | { readonly of: 'moved'; readonly stepId: StepId; readonly from: number; readonly number: number }
  | { readonly of: 'changed'; readonly stepId: StepId; readonly number: number; readonly keys: readonly string[] };

/** What was made of one version in another, in the order of the list. */
export function differences(before: Sequence, after: Sequence): Difference[] {
  const [was, is] = [toSequenceFile(before), toSequenceFile(after)];
  const { steps: oldSteps, ...oldHead } = was;
  const { steps: newSteps, ...newHead } = is;
  const oldIds = oldSteps.map(idOf);
  const newIds = newSteps.map(idOf);
  const moved = movedIds(
    oldIds.filter((id) => newIds.includes(id)),
    newIds.filter((id) => oldIds.includes(id)),
  );
  return [
    ...changedKeys(oldHead, newHead).map(
      (key): Difference => ({ of: 'sequence', key, before: oldHead[key], after: newHead[key] }),
    ),
    ...oldIds.flatMap((stepId, index): Difference[] =>
      newIds.includes(stepId) ? [] : [{ of: 'removed', stepId, number: index + 1 }],
    ),
    ...newSteps.flatMap((step, index): Difference[] => {
      const [stepId, number] = [idOf(step), index + 1];
      const old = oldSteps[oldIds.indexOf(stepId)];
      if (old === undefined) return [{ of: 'added', stepId, number }];
      const keys = changedKeys(old, step);
      return [
        ...(moved.has(stepId) ? [{ of: 'moved' as const, stepId, from: oldIds.indexOf(stepId) + 1, number }] : []),
        ...(keys.length > 0 ? [{ of: 'changed' as const, stepId, number, keys }] : []),
      ];
    }),
  ];
}

function idOf(step: StepFileJson): StepId {
  return String(step.id);
}

function changedKeys(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/** The fewest that have to be taken out so that the others stand in one order: all but a longest common run. */
function movedIds(before: readonly StepId[], after: readonly StepId[]): ReadonlySet<StepId> {
  const places = after.map((id) => before.indexOf(id));
  const best: { readonly length: number; readonly previous: number }[] = [];
  for (const [index, place] of places.entries()) {
    let [length, previous] = [1, -1];
    for (let earlier = 0; earlier < index; earlier += 1) {
      const run = best[earlier]?.length ?? 0;
      if ((places[earlier] ?? 0) < place && run + 1 > length) [length, previous] = [run + 1, earlier];
    }
    best.push({ length, previous });
  }
  const longest = Math.max(0, ...best.map(({ length }) => length));
  const staying = new Set<StepId>();
  for (let at = best.findIndex(({ length }) => length === longest); at >= 0; at = best[at]?.previous ?? -1) {
    const id = after[at];
    if (id !== undefined) staying.add(id);
  }
  return new Set(after.filter((id) => !staying.has(id)));
}
