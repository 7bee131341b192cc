import fc from 'fast-check';
import { parse } from 'yaml';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import type { Sequence } from '../../../src/domain/sequence/sequence.js';
import { writeSequenceYaml } from '../../../src/domain/sequence/yaml-file.js';
import { anyText } from '../../support/any-text.js';
import { arbitrarySequence } from './arbitrary-sequence.js';

function read(input: unknown): Sequence {
  const result = parseSequence(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sequence;
}

test('written, read and written again it is the same, byte for byte', () => {
  fc.assert(
    fc.property(arbitrarySequence, (input) => {
      const sequence = read(input);
      const text = writeSequenceYaml(sequence);
      expect(read(parse(text))).toEqual(sequence);
      expect(writeSequenceYaml(read(parse(text)))).toBe(text);
    }),
    { numRuns: 60 },
  );
});

/** What YAML could take for something else, or lose. */
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  anyText({ minLength: 1, maxLength: 40 }),
  fc
    .array(
      fc.constantFrom('\n', ' ', '  ', '\r\n', '\t', ': ', '# ', '- ', '|', '>', "'", '"', 'a', '{{ x }}', '\u2028'),
    )
    .map((parts) => `${parts.join('')}x`),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '09:00',
    '2026-12-24',
    '1e3',
    '0x1f',
    '.inf',
    '---',
    '...',
    '*a',
    '&a',
    '!x',
    '@a',
  ),
);

test('any text comes back as it was', () => {
  fc.assert(
    fc.property(awkward, awkward, (subject, body) => {
      const sequence = read({ name: 'S', steps: [{ id: 'a', kind: 'email', email: { subject, body } }] });
      expect(read(parse(writeSequenceYaml(sequence)))).toEqual(sequence);
    }),
    { numRuns: 150 },
  );
});

test('what other readers of YAML take for a time or a date is in quotes', () => {
  const text = writeSequenceYaml(
    read({
      name: 'S',
      defaultTime: '09:00',
      window: { skip: ['2026-12-24'] },
      steps: [{ id: 'a', kind: 'email', email: { subject: 'on', body: 'One\n\nTwo\n' } }],
    }),
  );
  expect(text).toBe(`name: S
type: step
defaultTime: "09:00"
window:
  from: "00:00"
  to: "24:00"
  skip:
    - "2026-12-24"
steps:
  - id: a
    kind: email
    email:
      subject: "on"
      body: |
        One

        Two
`);
});
