import type { PhoneText } from '../../protocol.js';

/** One recipient's phone: its texts, the newest last. */
export interface Phone {
  readonly number: string;
  readonly texts: readonly PhoneText[];
  readonly newest: PhoneText;
}

/** The phones of whom texts went to, the one with the newest text first. `texts`: the newest first. */
export function phonesOf(texts: readonly PhoneText[]): Phone[] {
  const phones = new Map<string, Phone>();
  for (const text of texts) {
    const { newest = text, texts: later = [] } = phones.get(text.to) ?? {};
    phones.set(text.to, { number: text.to, texts: [text, ...later], newest });
  }
  return [...phones.values()];
}
