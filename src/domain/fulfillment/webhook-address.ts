export type WebhookAddress =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the address of a webhook as somebody wrote it. It carries people's addresses, so it must be encrypted, but for
 * `mayBePlain` (where webhooks inside of one's own network are allowed). `reason` is a sentence.
 */
export function parseWebhookAddress(text: string, options: { readonly mayBePlain: boolean }): WebhookAddress {
  const written = text.trim();
  if (!URL.canParse(written)) {
    return { ok: false, reason: 'That is not a web address; write it as in https://example.com/deliveries.' };
  }
  const url = new URL(written);
  if (url.protocol !== 'https:' && !(options.mayBePlain && url.protocol === 'http:')) {
    return { ok: false, reason: 'A webhook begins with https://.' };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, reason: 'Leave name and password out of the address: every delivery is signed instead.' };
  }
  url.hash = '';
  return { ok: true, url: url.href };
}
