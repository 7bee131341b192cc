import { nearest } from '../../domain/template/nearest.js';

/** A step to choose from: its id, and what people call it. */
export interface NamedStep {
  readonly id: string;
  readonly label: string;
}

export interface MeantSteps {
  /** The id that was probably meant; null where none is near. */
  readonly nearest: string | null;
  /** All of them: that one first, the others in their order. */
  readonly steps: readonly NamedStep[];
}

/** What somebody may have meant by an id that none of these steps has. */
export function meantSteps(typed: string, steps: readonly NamedStep[]): MeantSteps {
  const near = nearest(
    typed,
    steps.map(({ id }) => id),
  );
  const isMeant = ({ id }: NamedStep) => id === near;
  return { nearest: near, steps: [...steps.filter(isMeant), ...steps.filter((step) => !isMeant(step))] };
}
