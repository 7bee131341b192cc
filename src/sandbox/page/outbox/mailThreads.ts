import type { OutboxMail } from '../../protocol.js';

/**
 * Mails by the threads that a mail program would show them in (RFC 5322, 3.6.4): the thread with the newest mail first, and
 * in each the newest mail first, as `mails` are.
 */
export function mailThreads(mails: readonly OutboxMail[]): OutboxMail[][] {
  const threads = new Map<string, OutboxMail[]>();
  for (const mail of mails) {
    const begun = threadOf(mail);
    threads.set(begun, [...(threads.get(begun) ?? []), mail]);
  }
  return [...threads.values()];
}

/** The Message-ID of the mail that began the thread; of a mail without any, something of its own. */
function threadOf({ id, headers }: OutboxMail): string {
  const named = (name: string) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const [first] = (named('references') ?? named('message-id') ?? id).split(' ');
  return first ?? id;
}
