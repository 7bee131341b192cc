import { domainToASCII } from 'node:url';
import { type Refused, refused } from '../refusal.js';

export type EmailAddress =
  | { readonly ok: true; readonly email: string /** The name that stood beside it. */; readonly name: string | null }
  | Refused;

/**
 * Reads one e-mail address as people and Slack write it: `a@b.c`, `<mailto:a@b.c|a@b.c>`, `Ada Byron <a@b.c>`, in
 * quotes or followed by a comma. The part before the @ keeps its spelling, the domain becomes lower-case ASCII. Takes the addresses that mail
 * providers deliver to: no quoted local parts, no address literals, no domain without a dot. `reason` is a sentence.
 */
export function parseEmailAddress(text: string): EmailAddress {
  const { address, name } = unwrapped(text);
  const refuse = (why: string): EmailAddress => refused('notAddress', shown(address), why);
  if (address === '') return refused('noAddress');
  const at = address.lastIndexOf('@');
  if (at < 0) return refuse('it has no @');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1).toLowerCase());
  if (local === '') return refuse('there is nothing before the @');
  if (address.slice(at + 1) === '') return refuse('there is nothing after the @');
  if (/\s/.test(address)) return refuse('it has a space in it');
  if (local.includes('@')) return refuse('it has more than one @');
  if (!/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i.test(local))
    return refuse('the part before the @ has a character that addresses cannot have');
  if (/^\.|\.$|\.\./.test(local)) return refuse('a dot before the @ must stand between other characters');
  if (local.length > 64 || local.length + domain.length > 253) return refuse('it is too long');
  if (!domain.includes('.')) return refuse('the part after the @ has no dot, as in example.com');
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z][a-z0-9-]*[a-z0-9])$/.test(domain)) {
    return refuse('the part after the @ is not a domain');
  }
  return { ok: true, email: `${local}@${domain}`, name };
}

/** The form in which addresses compare: without regard to case. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

function unwrapped(text: string): { address: string; name: string | null } {
  const trimmed = text.replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
  const slack = /^<mailto:([^|>]*)(?:\|[^>]*)?>$/i.exec(trimmed)?.[1];
  if (slack !== undefined) return { address: slack.trim(), name: null };
  const [, before, inside] = /^([^<>]*)<\s*(?:mailto:)?([^<>|]*)(?:\|[^<>]*)?>[,;.]*$/i.exec(trimmed) ?? [];
  if (inside !== undefined) return { address: inside.trim(), name: withoutQuotes(before ?? '') || null };
  return { address: withoutQuotes(trimmed.replace(/[,;.]+$/, '')).replace(/^mailto:/i, ''), name: null };
}

function withoutQuotes(text: string): string {
  return text
    .trim()
    .replace(/^["'“”„‘’]+|["'“”„‘’]+$/g, '')
    .trim();
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
