import type { Program } from '../program.js';
import type { MailEventRequest, OutboxMail } from '../protocol.js';
import { Refusal } from '../refusal.js';
import type { Store } from '../store/store.js';

const DEFAULT_REPLY = 'Thanks, this is interesting. Can we talk next week?';

/** What the recipient of an outbox mail does: it reaches the program as a provider's events would. */
export async function takeMailEvent(
  parts: { readonly store: Store; readonly program: Program },
  request: MailEventRequest,
): Promise<void> {
  const { store, program } = parts;
  const mail = store.outbox.taken.find((one) => one.id === request.mailId);
  if (mail === undefined) throw new Refusal(400, 'There is no such mail');
  await tell(program, mail, request);
  store.outbox.note(mail.id, { kind: request.kind, at: (await program.now()).toUTC().toISO() ?? '' });
  store.announce();
}

async function tell(program: Program, mail: OutboxMail, request: MailEventRequest): Promise<void> {
  if (request.kind === 'unsubscribe') {
    const url = unsubscribeUrl(mail);
    if (url !== null) return followUnsubscribe(url);
  }
  if (mail.executionId === null) throw new Refusal(409, 'That mail names no execution: nothing can be told about it');
  if (request.kind === 'reply') {
    const text = request.text?.trim() ?? '';
    return program.mailEvents.reply(mail.executionId, text === '' ? DEFAULT_REPLY : text);
  }
  return program.mailEvents[request.kind](mail.executionId);
}

/** The first http(s) address of the List-Unsubscribe header (RFC 2369); null where it has none. */
export function unsubscribeUrl(mail: Pick<OutboxMail, 'headers'>): string | null {
  const header = Object.entries(mail.headers).find(([name]) => name.toLowerCase() === 'list-unsubscribe')?.[1] ?? '';
  return /<(https?:\/\/[^>\s]+)>/i.exec(header)?.[1] ?? null;
}

/** One click, as a mail program does it (RFC 8058, section 3.2). */
async function followUnsubscribe(url: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  }).catch(() => null);
  if (response === null) throw new Refusal(409, 'The unsubscribe link cannot be reached');
  await response.body?.cancel();
  if (!response.ok) throw new Refusal(409, `The unsubscribe link answered ${response.status}`);
}
