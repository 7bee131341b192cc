import { emailKey, parseEmailAddress } from '../../../domain/contact/email-address.js';

/**
 * Addresses as people paste them: separated by commas, semicolons, lines or spaces, each once, `Ada Byron <ada@x.com>`
 * too. What is no address stays as typed, to be told.
 */
export function typedAddresses(text: string): string[] {
  const found = new Map<string, string>();
  for (const piece of text.split(/[,;\n]+/).flatMap(addressesIn)) {
    const address = parseEmailAddress(piece);
    const email = address.ok ? address.email : piece;
    if (!found.has(emailKey(email))) found.set(emailKey(email), email);
  }
  return [...found.values()];
}

function addressesIn(piece: string): string[] {
  const trimmed = piece.trim();
  if (trimmed === '' || parseEmailAddress(trimmed).ok) return trimmed === '' ? [] : [trimmed];
  return trimmed.split(/\s+/);
}
