import { parseEmailAddress } from '../contact/email-address.js';
import { type Refusal, type Refused, refuse } from '../refusal.js';

/** Whether a sender is only known once it is filled in for a contact. */
export function isFilledIn(address: string): boolean {
  return /\{[{%]/.test(address);
}

/** Whether mails may come from an address: it is listed, or its whole domain is (`@example.com`). In any case. */
export function maySendFrom(address: string, listed: readonly string[]): boolean {
  const wanted = address.trim().toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf('@'));
  return listed.some((one) => one.toLowerCase() === wanted || one.toLowerCase() === domain);
}

/** An address, or a domain with `@` before it, as an admin lists it. `reason` is a sentence. */
export function parseSender(typed: string): { readonly ok: true; readonly sender: string } | Refused {
  const text = typed.trim();
  const read = parseEmailAddress(text.startsWith('@') ? `anybody${text}` : text);
  if (!read.ok) return read;
  return { ok: true, sender: text.startsWith('@') ? text.toLowerCase() : read.email };
}

/** Why an address may not send, as a clause without a full stop. */
export function senderRefusal(address: string, listed: readonly string[]): Refusal {
  const others =
    listed.length === 0 ? '' : ` (listed: ${listed.slice(0, 5).join(', ')}${listed.length > 5 ? ', …' : ''})`;
  return refuse('notSender', address, others);
}
