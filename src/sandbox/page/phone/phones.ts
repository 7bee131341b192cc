import type { PhoneText } from '../../protocol.js';

/** One recipient's phone: its texts, the newest last. */
export interface Phone {
  readonly number: string;
  readonly texts: readonly PhoneText[];
}

/** The phones of whom texts went to, the one with the newest text first. `texts`: the newest first. */
export function phonesOf(texts: readonly PhoneText[]): Phone[] {
  const byNumber = new Map<string, PhoneText[]>();
  for (const text of texts) byNumber.set(text.to, [text, ...(byNumber.get(text.to) ?? [])]);
  return [...byNumber].map(([number, own]) => ({ number, texts: own }));
}
