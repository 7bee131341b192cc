import type { StepKind } from '../../domain/steps/step-kind.js';

/** What a kind of steps is called in front of a step's name. */
const kindWords: Readonly<Record<StepKind, string>> = {
  email: 'Mail',
  sms: 'Text',
  task: 'Task',
  postcard: 'Postcard',
  fulfillment: 'Fulfillment',
  rule: 'Rule',
  delay: 'Wait',
  branch: 'Branch',
  exit: 'Exit',
};

/**
 * A step as every text about a contact names it: by its one name (`stepLabel`), and in brackets by what it became for them,
 * a mail's subject or a task's title: `“Day 3: a face to the name” (Invite Ada on LinkedIn)`.
 */
export function stepNamed(name: string, became: string | null = null): string {
  return became === null || became === '' || became === name ? `“${name}”` : `“${name}” (${became})`;
}

/** {@link stepNamed} with its kind in front: `Mail “Day 1: the question” (The MRR figure at Acme)`. */
export function kindAndName(kind: StepKind, name: string, became: string | null = null): string {
  return `${kindWords[kind]} ${stepNamed(name, became)}`;
}
