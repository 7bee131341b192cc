/** How a text travels: in the alphabet of GSM (7 bits a character) or in UCS-2 (16 bits). */
export type TextEncoding = 'GSM-7' | 'UCS-2';

export interface Segments {
  readonly encoding: TextEncoding;
  /** How many messages are sent, and paid for; 0 for an empty text. */
  readonly count: number;
  /** What the text takes of a segment's room: a character of the extension table takes two, an emoji two or more. */
  readonly units: number;
  /** How much more fits into the last segment. */
  readonly left: number;
  /** What makes it UCS-2: the characters that GSM's alphabet does not have, each once, in order; empty for GSM-7. */
  readonly beyondGsm: readonly string[];
}

/** 3GPP TS 23.038, 6.2.1: the default alphabet, without the escape. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** 6.2.1.1: its extension; each is sent after an escape. */
const extension = '\f^{}\\[~]|€';

const gsmUnits: ReadonlyMap<string, number> = new Map([
  ...[...basic].map((character) => [character, 1] as const),
  ...[...extension].map((character) => [character, 2] as const),
]);

/** Room of a message that is alone, and of one among several, which each carry a header of 6 bytes (140 in all). */
const room = {
  'GSM-7': { alone: 160, among: 153 },
  'UCS-2': { alone: 70, among: 67 },
} as const satisfies Record<TextEncoding, unknown>;

/**
 * How many messages a text is sent as. One character that GSM's alphabet lacks makes all of it UCS-2. What belongs
 * together (an escape and its character, the two halves of an emoji) is never split between two messages.
 */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const beyondGsm = [...new Set(characters.filter((character) => !gsmUnits.has(character)))];
  const encoding = beyondGsm.length === 0 ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) =>
    encoding === 'GSM-7' ? (gsmUnits.get(character) ?? 1) : character.length,
  );
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, among } = room[encoding];
  if (units <= alone) {
    return { encoding, count: units === 0 ? 0 : 1, units, left: alone - units, beyondGsm };
  }
  const { count, used } = sizes.reduce(
    (at, size) =>
      at.used + size > among ? { count: at.count + 1, used: size } : { count: at.count, used: at.used + size },
    { count: 1, used: 0 },
  );
  return { encoding, count, units, left: among - used, beyondGsm };
}
