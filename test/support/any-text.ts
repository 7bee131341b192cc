import fc from 'fast-check';

/** Code points that stand for no character of their own: from 0xd800, as many. */
const surrogates = { from: 0xd800, count: 0x800 };
const codePoints = 0x110000 - surrogates.count;

/** Known both ways, as `fc.string` asks before it mixes in what JavaScript's objects already have a name for. */
const character = fc.nat({ max: codePoints - 1 }).map(
  (index) => String.fromCodePoint(index < surrogates.from ? index : index + surrogates.count),
  (given) => {
    const [first, ...rest] = typeof given === 'string' ? given : '';
    const point = first?.codePointAt(0);
    if (point === undefined || rest.length > 0) throw new Error('one character is expected');
    return point < surrogates.from ? point : point - surrogates.count;
  },
);

/**
 * Texts of any characters that there are. `fc.string({ unit: 'binary' })` draws the same, from a table of a million entries
 * that each worker would make and keep.
 */
export function anyText(
  length: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...length });
}
