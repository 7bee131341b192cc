/** What became of a text whose sending ended in doubt, by what the provider lists. */
export type WhatBecame =
  | { readonly kind: 'sent'; readonly providerMessageId: string }
  | { readonly kind: 'not-sent' }
  /** The list does not decide it: a person must. */
  | { readonly kind: 'unclear' };

/**
 * Looks for a text among those that the provider has taken from the same number to the same contact since shortly before
 * it was tried. `others` are the provider's ids of texts that belong to other sendings.
 *
 * Only an empty list says that it was not sent: a text that is nobody's but reads otherwise may be this one, since
 * providers trim texts, and put words of their own before those of a trial account.
 */
export function findSent(
  body: string,
  listed: readonly { readonly providerMessageId: string; readonly body: string }[],
  others: ReadonlySet<string>,
): WhatBecame {
  const candidates = listed.filter((one) => !others.has(one.providerMessageId));
  const [same, ...further] = candidates.filter((one) => plain(one.body).endsWith(plain(body)));
  if (same !== undefined && further.length === 0) return { kind: 'sent', providerMessageId: same.providerMessageId };
  return candidates.length === 0 ? { kind: 'not-sent' } : { kind: 'unclear' };
}

function plain(body: string): string {
  return body.replace(/\s+/g, ' ').trim();
}
