import { ANA, type Harness, SALES } from '../harness.js';

/** A text as Slack's blocks hold it. */
export const plain = (text: string) => ({ type: 'plain_text', text });

/** Has somebody type into a conversation: Ana into #sales, unless told. */
export const typeIn = (harness: Harness, text: string, conversation = SALES, more: object = {}) =>
  harness.post('/messages', { person: ANA, conversation, text, ...more });

/** Does something that the program never answers, until Slack waits no longer. */
export async function silenceUntilTimeout<T>(harness: Harness, doing: () => Promise<T>): Promise<T> {
  harness.answerWith(() => 'silence');
  const done = doing();
  await harness.timers.waitingFor(3000);
  harness.timers.advance(3000);
  return done;
}
