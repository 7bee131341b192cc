import { differences } from '../../../src/domain/sequence/difference.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';

const step = (id: string, more: object = {}) => ({ id, kind: 'delay', for: '1 day', ...more });
function sequence(steps: readonly object[], head: object = {}) {
  const parsed = parseSequence({ name: 'X', ...head, steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
}
const ids = (text: string) => [...text].map((id) => step(id));

describe('what was made of one version in another:', () => {
  test.each<[string, readonly object[], readonly object[], readonly object[]]>([
    ['nothing', ids('abc'), ids('abc'), []],
    ['a step in the middle is new', ids('abc'), ids('axbc'), [{ of: 'added', stepId: 'x', number: 2 }]],
    ['a step is gone', ids('abc'), ids('ac'), [{ of: 'removed', stepId: 'b', number: 2 }]],
    [
      'the one that moved, not those it passed',
      ids('abcd'),
      ids('bcda'),
      [{ of: 'moved', stepId: 'a', from: 1, number: 4 }],
    ],
    [
      'two that changed places: one of them moved',
      ids('ab'),
      ids('ba'),
      [{ of: 'moved', stepId: 'a', from: 1, number: 2 }],
    ],
    [
      'a step that says something else, by its keys',
      ids('ab'),
      [step('a', { for: '2 days', name: 'A' }), step('b')],
      [{ of: 'changed', stepId: 'a', number: 1, keys: ['for', 'name'] }],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(differences(sequence(before), sequence(after))).toEqual(expected);
  });

  test('what is beside the steps, by its key', () => {
    const [before, after] = [sequence(ids('a')), sequence(ids('a'), { zone: 'contact', name: 'Y' })];
    expect(differences(before, after)).toEqual([
      { of: 'sequence', key: 'name', before: 'X', after: 'Y' },
      { of: 'sequence', key: 'zone', before: undefined, after: 'contact' },
    ]);
  });
});
