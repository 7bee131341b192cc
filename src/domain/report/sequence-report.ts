import type { Sequence } from '../sequence/sequence.js';
import { isOutward, type OutwardKind, type OutwardStep, stepLabel } from '../steps/step.js';
import { type Figures, noFigures, sumOf, type VariantFigures } from './figures.js';
import { type Contender, judge, type Verdict } from './split-test.js';

/** One of a step's variants; `isRunning`: people who come to the step may still get it. */
export interface VariantReport {
  readonly id: string;
  readonly isRunning: boolean;
  readonly figures: Figures;
}

export interface StepReport {
  readonly stepId: string;
  readonly label: string;
  /** Null: the step is not in the sequence any more. */
  readonly kind: OutwardKind | null;
  /** All of its variants together. */
  readonly figures: Figures;
  /** Those of its split tests, also of one that is over. */
  readonly variants: readonly VariantReport[];
  /** Null where no split test runs. */
  readonly verdict: Verdict | null;
}

/** The steps of a sequence that reach somebody, in its order, then those that it had before and that reached somebody. */
export function reportSteps(sequence: Sequence, counted: readonly VariantFigures[]): StepReport[] {
  const steps = sequence.steps.filter(isOutward);
  const ofStep = (id: string) => counted.filter(({ stepId }) => stepId === id);
  const known = new Set(steps.map(({ id }) => id));
  // A rule's tasks are counted too, but a rule is no touch.
  const touched = counted.filter(({ figures }) => figures.reached > 0);
  const gone = [...new Set(touched.map(({ stepId }) => stepId))].filter((id) => !known.has(id)).sort();
  return [
    ...steps.map((step) => ({
      ...figuresOf(ofStep(step.id), runningVariants(step)),
      ...{ stepId: step.id, label: stepLabel(step), kind: step.kind },
    })),
    ...gone.map((id) => ({ ...figuresOf(ofStep(id), []), stepId: id, label: id, kind: null })),
  ];
}

function runningVariants({ content }: OutwardStep): readonly string[] {
  return content.source === 'variants' ? content.variants.map(({ id }) => id) : [];
}

function figuresOf(counted: readonly VariantFigures[], running: readonly string[]) {
  const before = counted
    .flatMap(({ variant }) => (variant === null || running.includes(variant) ? [] : variant))
    .sort();
  const variants = [...running, ...before].map((id) => ({
    id,
    isRunning: running.includes(id),
    figures: counted.find(({ variant }) => variant === id)?.figures ?? noFigures,
  }));
  const contenders = contendersIn(variants);
  return {
    figures: sumOf(counted.map(({ figures }) => figures)),
    variants,
    verdict: contenders.length < 2 ? null : judge(contenders),
  };
}

/** The variants that run, by what they are judged by. */
export function contendersIn(variants: readonly VariantReport[]): Contender[] {
  return variants
    .filter(({ isRunning }) => isRunning)
    .map(({ id, figures }) => ({ id, hits: figures.replied, of: figures.sent }));
}
