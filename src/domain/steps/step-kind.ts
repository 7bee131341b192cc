/** The kinds of steps that there are. A kind added here is a compile error until every table of kinds has it. */
export const stepKinds = [
  'email',
  'sms',
  'task',
  'postcard',
  'fulfillment',
  'rule',
  'delay',
  'branch',
  'exit',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** A step's id: lower-case letters, digits and hyphens, unique in its sequence. */
export type StepId = string;
