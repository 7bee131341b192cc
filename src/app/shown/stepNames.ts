import type { StepKind } from '../../domain/steps/step-kind.js';

/** What people call a step of a kind, in the middle of a sentence. */
export const kindNouns = {
  email: 'mail',
  sms: 'text',
  task: 'task',
  postcard: 'postcard',
  fulfillment: 'delivery',
  rule: 'rule',
  delay: 'delay',
  branch: 'branch',
  exit: 'exit',
} as const satisfies Readonly<Record<StepKind, string>>;

/**
 * A step as every text about a contact names it: by its one name (`stepLabel`), and in brackets by what it became for them,
 * a mail's subject or a task's title: `“Day 3: a face to the name” (Invite Ada on LinkedIn)`.
 */
export function stepNamed(name: string, became: string | null = null): string {
  return became === null || became === '' || became === name ? `“${name}”` : `“${name}” (${became})`;
}

/** {@link stepNamed} with its kind in front: `Mail “Day 1: the question” (The MRR figure at Acme)`. */
export function kindAndName(kind: StepKind, name: string, became: string | null = null): string {
  const noun = kindNouns[kind];
  return `${noun[0]?.toUpperCase()}${noun.slice(1)} ${stepNamed(name, became)}`;
}
