import { type ContactEvent, contactEvents } from '../../domain/enrollment/exit.js';
import type { Sign } from '../../domain/enrollment/sign.js';

/** What a contact did that may end a cadence, to be said after a name or "they". */
export const didWords: Readonly<Record<ContactEvent, string>> = {
  reply: 'replied',
  'meeting-booked': 'booked a meeting',
  unsubscribe: 'unsubscribed',
  bounce: 'cannot be reached: mail bounced',
};

/** What came back, for people; what concerns one touch names its step, with what people call it: `Mail “Intro”`. */
export const providedWords: Readonly<Record<ContactEvent | Sign, (touch: string) => string>> = {
  reply: () => `They ${didWords.reply}`,
  'meeting-booked': () => `They ${didWords['meeting-booked']}`,
  unsubscribe: () => `They ${didWords.unsubscribe}`,
  bounce: () => `They ${didWords.bounce}`,
  delivered: (touch) => `${touch} was delivered`,
  open: (touch) => `${touch} was opened`,
  click: (touch) => `${touch}: a link was clicked`,
  undelivered: (touch) => `${touch} did not arrive`,
};

const otherExits: Readonly<Record<string, string>> = {
  removed: 'removed by hand',
  suppressed: 'the address was suppressed',
  're-enrolled': 'enrolled anew',
  edited: 'the step was edited',
  'exit step': 'the cadence ends there',
  branch: 'a branch of the cadence ended it',
  moved: 'a branch of the cadence moved them',
  rule: 'a rule of the cadence took them out',
};

/**
 * Why an enrollment ended or a task was closed, for people: the one place that words it. `movedTo`: the sequence they went
 * on in.
 */
export function exitWords(reason: string, movedTo: string | null = null): string {
  const event = contactEvents.find((one) => one === reason);
  const why = event === undefined ? (otherExits[reason] ?? reason) : `they ${didWords[event]}`;
  return movedTo === null ? why : `${why}; on in ${movedTo}`;
}
