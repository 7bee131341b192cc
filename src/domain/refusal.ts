import { refusals } from './refusals.js';
import { settingRefusals } from './refusals-of-settings.js';
import { storedRefusals } from './refusals-of-stored.js';
import { textRefusals } from './refusals-of-texts.js';

const sentences = { ...refusals, ...textRefusals, ...storedRefusals, ...settingRefusals };

/** What something is refused for: it stays the same where its sentence is worded anew. */
export type RefusalCode = keyof typeof sentences;

export interface Refusal {
  readonly code: RefusalCode;
  /** Says what is wrong and what to do. */
  readonly message: string;
}

/** The answer of what reads one value; `reason` is the sentence. */
export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly reason: string;
}

type Given = { readonly [C in RefusalCode]: Parameters<(typeof sentences)[C]> };
const table: { readonly [C in RefusalCode]: (...given: Given[C]) => string } = sentences;

/** A refusal by its code, with what its sentence is about. */
export function refuse<C extends RefusalCode>(code: C, ...given: Given[C]): Refusal {
  return { code, message: table[code](...given) };
}

/** The same as the answer of what reads one value. */
export function refused<C extends RefusalCode>(code: C, ...given: Given[C]): Refused {
  return refusedFor(refuse(code, ...given));
}

export function refusedFor({ code, message }: Refusal): Refused {
  return { ok: false, code, reason: message };
}

/** The other way round: what a reader of one value answered, as a refusal. */
export function refusalOf({ code, reason }: Refused): Refusal {
  return { code, message: reason };
}

/** A refusal for a schema, which carries nothing but a text: {@link decoded} takes it apart again. */
export function coded<C extends RefusalCode>(code: C, ...given: Given[C]): string {
  return `${code}: ${table[code](...given)}`;
}

/** Reads what {@link coded} wrote. Throws where a schema refuses without a code, which is a mistake of the schema. */
export function decoded(text: string): Refusal {
  const at = text.indexOf(': ');
  const code = text.slice(0, at);
  if (!isRefusalCode(code)) throw new Error(`a schema refuses without a code: ${text}`);
  return { code, message: text.slice(at + 2) };
}

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(sentences, code);
}

/** All there are, in the order of the tables. */
export const refusalCodes: readonly RefusalCode[] = Object.keys(sentences).filter(isRefusalCode);
