import { segmentsOf } from '../../../src/domain/text-message/segments.js';

/** 3GPP TS 23.038, 6.2.1: the default alphabet by its code points, in the order of its codes, 0x1B left out. */
const alphabet = [
  0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5, 0x394, 0x5f, 0x3a6,
  0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf, 0xc9, 0x20, 0x21, 0x22, 0x23, 0xa4, 0x25,
  0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38,
  0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0xa1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b,
  0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc,
  0xa7, 0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71,
  0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4, 0xf6, 0xf1, 0xfc, 0xe0,
];
/** 6.2.1.1: the characters after an escape. */
const extension = [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac];

describe('the alphabet of texts', () => {
  test('has the 127 characters of the published table, which take one unit each', () => {
    expect(new Set(alphabet).size).toBe(127);
    for (const code of alphabet) {
      expect([code, segmentsOf(String.fromCodePoint(code))]).toEqual([
        code,
        { encoding: 'GSM-7', count: 1, units: 1, left: 159, beyondGsm: [] },
      ]);
    }
  });

  test('has ten more that take two units each', () => {
    for (const code of extension) {
      expect(segmentsOf(String.fromCodePoint(code))).toMatchObject({ encoding: 'GSM-7', units: 2 });
    }
  });

  test('has no others of the first 9,000 of Unicode', () => {
    const known = new Set([...alphabet, ...extension]);
    const taken = Array.from({ length: 9000 }, (_, code) => code).filter(
      (code) => segmentsOf(String.fromCodePoint(code)).encoding === 'GSM-7',
    );
    expect(new Set(taken)).toEqual(known);
  });

  test('lacks what word processors like to write, and says which it is', () => {
    expect(segmentsOf('Don’t “wait” … don’t')).toMatchObject({
      encoding: 'UCS-2',
      beyondGsm: ['’', '“', '”', '…'],
    });
  });
});

describe('a text is sent as', () => {
  const a = (count: number) => 'a'.repeat(count);
  test.each([
    ['nothing', '', 0, 160],
    ['160 characters', a(160), 1, 0],
    ['161 characters', a(161), 2, 145],
    ['306 characters', a(306), 2, 0],
    ['307 characters', a(307), 3, 152],
    ['1600 characters', a(1600), 11, 83],
    ['160 with the two units of a euro', `${a(158)}€`, 1, 0],
    ['161 with the two units of a euro', `${a(159)}€`, 2, 145],
    ['a euro that would be split at 153', `${a(152)}€${a(10)}`, 2, 141],
    ['70 characters with one beyond GSM', `${a(69)}’`, 1, 0],
    ['71 characters with one beyond GSM', `${a(70)}’`, 2, 63],
    ['134 characters with one beyond GSM', `${a(133)}’`, 2, 0],
    ['135 characters with one beyond GSM', `${a(134)}’`, 3, 66],
    ['35 emoji', '😀'.repeat(35), 1, 0],
    ['36 emoji, of which 33 fit into 67 units', '😀'.repeat(36), 2, 61],
    ['67 emoji', '😀'.repeat(67), 3, 65],
    ['euros, which are not special beside a character beyond GSM', `${'€'.repeat(69)}’`, 1, 0],
  ])('%s', (_, text, count, left) => {
    expect(segmentsOf(text)).toMatchObject({ count, left });
  });
});
