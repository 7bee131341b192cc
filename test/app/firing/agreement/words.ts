/**
 * What the texts of the random lives say, so that whatever arrives tells by itself of which step it is and whom it is about:
 * every step is called by its id.
 */

/** One thing that somebody got. */
export interface Touch {
  /** `email a`: its kind and its step. */
  readonly what: string;
  /** The conversation, or where a list goes; null where there is one place only. */
  readonly in: string | null;
}

/** Names the step: of mails the subject, of texts and cards all that they say. */
export const stepText = '{{ step.name }}';
/** Titles of tasks, those of rules apart, and words of notices: the conversation is their owner's, and they say whom they are about. */
export const taskText = 'Task {{ step.name }} for {{ contact.email }}';
export const choreText = 'Chore {{ step.name }} for {{ contact.email }}';
export const noteText = 'Note {{ step.name }} for {{ contact.email }}';

const inMessage = /(Task|Chore|Note) (\w+) for (person-\d+-\d+@example\.com)/g;

/** The tasks and notices that a message shows, each once. */
export function touchesIn(blocks: string): { readonly key: string; readonly what: string }[] {
  const found = [...blocks.matchAll(inMessage)].map(([text, kind = '', step, email = '']) => {
    return [text, { key: keyOfAddress(email), what: `${kind.toLowerCase()} ${step}` }] as const;
  });
  return [...new Map(found).values()];
}

/** What HTML says. */
export const wordsOf = (html: string) => html.replaceAll(/<[^>]*>/g, '').trim();

/** Somebody's address, name and number, by their key (`12/0`), and the way back. */
export function reachOf(key: string) {
  const [course = 0, person = 0] = key.split('/').map(Number);
  return {
    email: `person-${course}-${person}@example.com`,
    lastName: key,
    phone: `+1415${firstNumber + 2 * course + person}`,
  };
}

const firstNumber = 5_551_000;

export const keyOfAddress = (email: string) => email.replace(/^person-(\d+)-(\d+)@.*$/, '$1/$2');
export const keyOfName = (name: string) => name.split(' ').at(-1) ?? '';
export function keyOfPhone(phone: string): string {
  const nth = Number(phone.slice('+1415'.length)) - firstNumber;
  return `${Math.floor(nth / 2)}/${nth % 2}`;
}
