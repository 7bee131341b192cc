import type { StepId } from '../steps/step-kind.js';
import type { Progress, Transition } from './progress.js';

/** What came back in an enrollment, as far as conditions ask for it. */
export interface Answers {
  /** The steps that were replied to; null: a reply to nothing that had gone out. */
  readonly replied: readonly (StepId | null)[];
  readonly opened: readonly StepId[];
  readonly clicked: readonly StepId[];
  readonly meetingBooked: boolean;
  /** The outcome of each task that has appeared; null while there is none. A repeated task's is its latest. */
  readonly outcomes: Readonly<Record<StepId, string | null>>;
}

export const noAnswers: Answers = { replied: [], opened: [], clicked: [], meetingBooked: false, outcomes: {} };

/** Something that a contact did with what was sent. */
export type Answer =
  /** Without a step it answers the last outward step fired before it. */
  | { readonly type: 'reply'; readonly step: StepId | null }
  /** A click is an open too. */
  | { readonly type: 'open' | 'click'; readonly step: StepId }
  | { readonly type: 'meeting-booked' };

/** Keeps an answer for later conditions. An enrollment that has exited asks nothing any more. */
export function recordAnswer(progress: Progress, answer: Answer): Transition {
  if (progress.exited) return { progress, records: [] };
  return { progress: { ...progress, answers: withAnswer(progress, answer) }, records: [] };
}

/** Takes back a reply that was said by mistake; `step`: the one it answered. */
export function withoutReply(progress: Progress, step: StepId | null): Progress {
  const { answers } = progress;
  return { ...progress, answers: { ...answers, replied: answers.replied.filter((one) => one !== step) } };
}

function withAnswer({ answers, lastOutwardStep }: Progress, answer: Answer): Answers {
  switch (answer.type) {
    case 'reply':
      return { ...answers, replied: added(answers.replied, answer.step ?? lastOutwardStep) };
    case 'click':
      return { ...answers, clicked: added(answers.clicked, answer.step), opened: added(answers.opened, answer.step) };
    case 'open':
      return { ...answers, opened: added(answers.opened, answer.step) };
    case 'meeting-booked':
      return { ...answers, meetingBooked: true };
  }
}

/** A task has appeared: from now on it may have an outcome. */
export function withTask(progress: Progress, stepId: StepId): Progress {
  const { answers } = progress;
  const before = hasAppeared(answers, stepId) ? (answers.outcomes[stepId] ?? null) : null;
  return { ...progress, answers: { ...answers, outcomes: { ...answers.outcomes, [stepId]: before } } };
}

/** The outcome of a task; one for a step that is no task, or has not appeared yet, is ignored. */
export function withOutcome(progress: Progress, stepId: StepId, outcome: string): Progress {
  const { answers } = progress;
  if (!hasAppeared(answers, stepId) || answers.outcomes[stepId] === outcome) return progress;
  return { ...progress, answers: { ...answers, outcomes: { ...answers.outcomes, [stepId]: outcome } } };
}

/** Null where there is none. */
export function outcomeOf(answers: Answers, stepId: StepId): string | null {
  return hasAppeared(answers, stepId) ? (answers.outcomes[stepId] ?? null) : null;
}

function hasAppeared({ outcomes }: Answers, stepId: StepId): boolean {
  return Object.hasOwn(outcomes, stepId);
}

function added<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list : [...list, one];
}
