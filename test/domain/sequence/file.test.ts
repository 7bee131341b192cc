import fc from 'fast-check';
import { toSequenceFile } from '../../../src/domain/sequence/file.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import type { Sequence } from '../../../src/domain/sequence/sequence.js';
import { arbitrarySequence } from './arbitrary-sequence.js';

function parsed(input: unknown): Sequence {
  const result = parseSequence(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sequence;
}

describe('a sequence written back', () => {
  test('reads as an equal sequence, and is written the same again', () => {
    fc.assert(
      fc.property(arbitrarySequence, (input) => {
        const sequence = parsed(input);
        const file = toSequenceFile(sequence);
        expect(parsed(JSON.parse(JSON.stringify(file)))).toEqual(sequence);
        expect(JSON.stringify(toSequenceFile(parsed(file)))).toBe(JSON.stringify(file));
      }),
    );
  });

  test('is plain JSON already', () => {
    fc.assert(
      fc.property(arbitrarySequence, (input) => {
        const sequence = parsed(input);
        expect(JSON.parse(JSON.stringify(sequence))).toEqual(sequence);
      }),
    );
  });

  test('has its keys in the order of the documentation, and only what was said', () => {
    const file = toSequenceFile(
      parsed({
        steps: [
          { repeat: { times: 4, every: '7 days' }, template: 't', when: { at: '09:00' }, kind: 'email', id: 'a' },
          { pause: true, task: { type: 'call', title: 'Call' }, kind: 'task', name: 'Call', id: 'b' },
          { for: '1 hours', kind: 'delay', id: 'c' },
          {
            id: 'd',
            kind: 'email',
            from: { name: 'N', address: 'x@y.z' },
            email: { body: 'b', subject: 's' },
            when: { delay: 'none' },
          },
        ],
        window: { to: '17:00', from: '08:00', days: ['fri', 'mon'] },
        name: 'S',
      }),
    );
    expect(JSON.stringify(file)).toBe(
      JSON.stringify({
        name: 'S',
        type: 'step',
        window: { days: ['mon', 'fri'], from: '08:00', to: '17:00' },
        steps: [
          {
            id: 'a',
            kind: 'email',
            when: { days: 0, at: '09:00' },
            template: 't',
            repeat: { every: '7 days', times: 4 },
          },
          { id: 'b', kind: 'task', name: 'Call', task: { title: 'Call', type: 'call' }, pause: true },
          { id: 'c', kind: 'delay', for: '1 hour' },
          {
            id: 'd',
            kind: 'email',
            when: 'immediately',
            from: { address: 'x@y.z', name: 'N' },
            email: { subject: 's', body: 'b' },
          },
        ],
      }),
    );
  });
});
