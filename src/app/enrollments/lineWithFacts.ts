import { stepLabel } from '../../domain/steps/step.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { describeNext } from '../posting/describeNext.js';
import { stepNamed } from '../shown/stepNames.js';
import { shownStateOf } from './shownEnrollment.js';

/** Where an enrollment is, in one line that says nothing twice; times for a reader in `zone`. `facts`: of `presentFacts`. */
export function lineWithFacts(snapshot: Snapshot, facts: readonly string[], zone: string): string {
  const line = describeNext(snapshot, zone);
  if (facts.length === 0) return line;
  switch (shownStateOf(snapshot.enrollment)) {
    // What it waits for, and for whom, is the fact.
    case 'waiting':
    case 'held':
      return facts.join('. ');
    case 'paused': {
      const { steps } = snapshot.plan.sequence;
      const next = steps.find(({ id }) => id === snapshot.enrollment.progress.pending?.stepId);
      return [...facts, ...(next === undefined ? [] : [`Next would be ${stepNamed(stepLabel(next))}`])].join('. ');
    }
    default:
      return [line, ...facts].join('. ');
  }
}
