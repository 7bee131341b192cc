import { createLobPostcards } from '../adapters/lob/postcards.js';
import type { RequestEnds } from '../adapters/rest/request.js';
import type { Postcards } from '../app/ports/postcards.js';
import type { Config } from '../config.js';
import type { PostalAddress } from '../domain/contact/postal-address.js';
import { LOB_PATH, sandboxPrinter } from '../sandbox/postbox/account.js';

export const lobUrl = 'https://api.lob.com';

export interface Printing {
  /** Null: no provider for postcards is configured. */
  readonly postcards: Postcards | null;
  /** Where cards come from; null with it. */
  readonly cardsFrom: PostalAddress | null;
}

/**
 * Lob, or in the sandbox its stand-in, unless a key and another address are configured for it.
 */
export function composePrinting(
  { lob, slack }: Pick<Config, 'lob' | 'slack'>,
  localUrl: string,
  ends: RequestEnds = {},
): Printing {
  if (slack.mode === 'sandbox' && (lob === null || lob.baseUrl === null)) {
    const { apiKey, from } = sandboxPrinter;
    const postcards = createLobPostcards({ apiKey, baseUrl: `${localUrl}${LOB_PATH}`, ...ends });
    return { postcards, cardsFrom: lob?.from ?? from };
  }
  if (lob === null) return { postcards: null, cardsFrom: null };
  const { apiKey, baseUrl, from } = lob;
  return { postcards: createLobPostcards({ apiKey, baseUrl: baseUrl ?? lobUrl, ...ends }), cardsFrom: from };
}
