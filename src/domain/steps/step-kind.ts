/** The kinds of steps that there are. A kind added here is a compile error until every table of kinds has it. */
export const stepKinds = ['email', 'task', 'delay'] as const;
export type StepKind = (typeof stepKinds)[number];

/** Kinds of the sequence file that this version does not run yet; they are refused by name. */
export const stepKindsToCome = ['sms', 'postcard', 'fulfillment', 'rule', 'branch', 'exit'] as const;

/** A step's id: lower-case letters, digits and hyphens, unique in its sequence. */
export type StepId = string;
