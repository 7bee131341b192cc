import { type Refused, refused } from '../refusal.js';

export type WebhookAddress = { readonly ok: true; readonly url: string } | Refused;

/**
 * Reads the address of a webhook as somebody wrote it. It carries people's addresses, so it must be encrypted, but for
 * `mayBePlain` (where webhooks inside of one's own network are allowed). `reason` is a sentence.
 */
export function parseWebhookAddress(text: string, options: { readonly mayBePlain: boolean }): WebhookAddress {
  const written = text.trim();
  if (!URL.canParse(written)) {
    return refused('notWebhook');
  }
  const url = new URL(written);
  if (url.protocol !== 'https:' && !(options.mayBePlain && url.protocol === 'http:')) {
    return refused('plainWebhook');
  }
  if (url.username !== '' || url.password !== '') {
    return refused('passwordInWebhook');
  }
  url.hash = '';
  return { ok: true, url: url.href };
}
