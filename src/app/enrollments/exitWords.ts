import { type ContactEvent, contactEvents } from '../../domain/enrollment/exit.js';

/** What a contact did that may end a cadence, to be said after a name or "they". */
export const didWords: Readonly<Record<ContactEvent, string>> = {
  reply: 'replied',
  'meeting-booked': 'booked a meeting',
  unsubscribe: 'unsubscribed',
  bounce: 'cannot be reached: mail bounced',
};

const otherExits: Readonly<Record<string, string>> = {
  removed: 'removed by hand',
  suppressed: 'the address was suppressed',
  're-enrolled': 'enrolled anew',
  edited: 'the step was edited',
};

/** Why an enrollment ended or a task was closed, for people: the one place that words it. */
export function exitWords(reason: string): string {
  const event = contactEvents.find((one) => one === reason);
  return event === undefined ? (otherExits[reason] ?? reason) : `they ${didWords[event]}`;
}
