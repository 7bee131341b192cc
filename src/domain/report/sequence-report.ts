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
  /** Null: of a step that is gone, and what it was is not known. */
  readonly kind: OutwardKind | null;
  /** It is not in the sequence any more. */
  readonly isRemoved: boolean;
  /** All of its variants together. */
  readonly figures: Figures;
  /** Those of its split tests, also of one that is over. */
  readonly variants: readonly VariantReport[];
  /** Null where no split test runs. */
  readonly verdict: Verdict | null;
}

/**
 * The steps of a sequence that reach somebody, in its order, then those that it had before and that reached somebody: as the
 * newest of its `versions` has them, which come newest first.
 */
export function reportSteps(
  sequence: Sequence,
  counted: readonly VariantFigures[],
  versions: readonly Sequence[] = [],
): StepReport[] {
  const ofStep = (id: string) => counted.filter(({ stepId }) => stepId === id);
  const before = versions.flatMap(({ steps }) => steps.filter(isOutward));
  return [
    ...sequence.steps.filter(isOutward).map((step) => ({
      ...figuresOf(ofStep(step.id), runningVariants(step)),
      ...{ stepId: step.id, label: stepLabel(step), kind: step.kind, isRemoved: false },
    })),
    ...goneSteps(sequence, counted).map((id) => {
      const step = before.find((one) => one.id === id);
      const was = step === undefined ? { label: id, kind: null } : { label: stepLabel(step), kind: step.kind };
      return { ...figuresOf(ofStep(id), []), stepId: id, ...was, isRemoved: true };
    }),
  ];
}

/** Ids of steps that reached somebody and are not in the sequence any more. */
export function goneSteps({ steps }: Sequence, counted: readonly VariantFigures[]): string[] {
  const known = new Set(steps.filter(isOutward).map(({ id }) => id));
  // A rule's tasks are counted too, but a rule is no touch.
  const touched = counted.filter(({ figures }) => figures.reached > 0);
  return [...new Set(touched.map(({ stepId }) => stepId))].filter((id) => !known.has(id)).sort();
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
