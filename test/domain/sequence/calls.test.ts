import { templatesIn, withTemplate } from '../../../src/domain/sequence/calls.js';
import { toSequenceFile } from '../../../src/domain/sequence/file.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';

const variants = [
  { id: 'a', weight: 1, template: 'old' },
  { id: 'b', weight: 2, email: { subject: 'old', body: 'Hello?' } },
];
const steps = [
  { id: 'mail', kind: 'email', when: { days: 1 }, template: 'old' },
  { id: 'split', kind: 'email', when: { days: 1 }, variants },
  { id: 'card', kind: 'postcard', postcard: { template: 'old' } },
  { id: 'call', kind: 'task', template: 'other' },
  { id: 'kit', kind: 'fulfillment', fulfillment: { list: 'old' } },
];

function read(file: object) {
  const parsed = parseSequence({ name: 'Outbound', ...file });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
}

test('every template that a sequence calls is found, once; lists are none', () => {
  expect(templatesIn(read({ steps })).sort()).toEqual(['old', 'other']);
});

test('another template takes its place everywhere, and nothing else changes', () => {
  const before = JSON.stringify(toSequenceFile(read({ steps })));
  const after = JSON.stringify(toSequenceFile(withTemplate(read({ steps }), 'old', 'new')));
  expect(after).toBe(before.replaceAll('"template":"old"', '"template":"new"'));
  expect(templatesIn(withTemplate(read({ steps }), 'old', 'new')).sort()).toEqual(['new', 'other']);
});
