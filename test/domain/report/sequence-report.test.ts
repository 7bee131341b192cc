import { noFigures, sumOf } from '../../../src/domain/report/figures.js';
import { reportCsv } from '../../../src/domain/report/report-csv.js';
import { reportSteps } from '../../../src/domain/report/sequence-report.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';

const mail = { subject: 's', body: 'b' };

function sequenceOf(...steps: object[]) {
  const parsed = parseSequence({ name: 'Outbound', steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
}

const split = {
  id: 'intro',
  name: 'Intro',
  kind: 'email',
  variants: ['short', 'long'].map((id) => ({ id, weight: 1, email: mail })),
};
const call = { id: 'call', kind: 'task', task: { title: 'Call' } };
const counted = (stepId: string, variant: string | null, sent: number, replied = 0, outcomes = {}) => ({
  ...{ stepId, variant },
  figures: { ...noFigures, reached: sent, sent, replied, outcomes },
});

test('steps come in the order of the sequence, control steps not at all, and those that are gone last', () => {
  const steps = reportSteps(sequenceOf(split, { kind: 'delay', id: 'wait', for: '1 days' }, call), [
    counted('old', null, 4),
    counted('call', null, 3),
  ]);
  expect(steps.map(({ stepId, kind, figures }) => [stepId, kind, figures.sent])).toEqual([
    ['intro', 'email', 0],
    ['call', 'task', 3],
    ['old', null, 4],
  ]);
});

test('a step that is gone is called what it was called last, and counted as what it was', () => {
  const versions = [
    sequenceOf(split, { ...call, name: 'The call' }),
    sequenceOf(split, { ...call, name: 'A call' }, { ...call, id: 'old' }),
  ];
  const steps = reportSteps(sequenceOf(split), [counted('call', null, 3), counted('old', null, 1)], versions);
  expect(steps.map(({ label, kind, isRemoved }) => [label, kind, isRemoved])).toEqual([
    ['Intro', 'email', false],
    ['The call', 'task', true],
    ['old', 'task', true],
  ]);
});

test('a step’s figures are those of all its variants, and of what went out before the test', () => {
  const [step] = reportSteps(sequenceOf(split), [
    counted('intro', null, 10, 1),
    counted('intro', 'long', 5, 2),
    counted('intro', 'short', 6, 1),
    counted('intro', 'dropped', 1),
  ]);
  expect(step?.figures).toMatchObject({ sent: 22, replied: 4 });
  expect(step?.variants.map(({ id, isRunning, figures }) => [id, isRunning, figures.sent])).toEqual([
    ['short', true, 6],
    ['long', true, 5],
    ['dropped', false, 1],
  ]);
});

test('only what runs is judged, by replies', () => {
  const results = [
    counted('intro', 'short', 372, 22),
    counted('intro', 'long', 372, 45),
    counted('intro', 'dropped', 9, 9),
  ];
  expect(reportSteps(sequenceOf(split), results)[0]?.verdict).toMatchObject({ kind: 'winner', id: 'long' });
  const alone = { ...split, variants: [split.variants[1]] };
  expect(reportSteps(sequenceOf(alone), results)[0]?.verdict).toBeNull();
});

test('sums keep every outcome', () => {
  const parts = [{ done: 2 }, { done: 1, skipped: 3 }].map((outcomes) => ({ ...noFigures, outcomes }));
  expect(sumOf(parts).outcomes).toEqual({ done: 3, skipped: 3 });
  expect(sumOf([])).toEqual(noFigures);
});

test('as CSV there is a line a step and a variant, and a column an outcome', () => {
  const steps = reportSteps(sequenceOf(split, { ...call, name: '=Call, or not' }), [
    counted('intro', 'short', 6, 1),
    counted('call', null, 3, 0, { done: 2, 'no answer': 1 }),
  ]);
  expect(reportCsv({ steps, hearsOfMails: true }).split('\r\n')).toEqual([
    'step,name,kind,variant,reached,sent,delivered,opened,clicked,replied,meetings,unsubscribed,bounced,tasks done,tasks no answer',
    'intro,Intro,email,,6,6,0,0,0,1,0,0,0,0,0',
    'intro,Intro,email,short,6,6,0,0,0,1,0,0,0,0,0',
    'intro,Intro,email,long,0,0,0,0,0,0,0,0,0,0,0',
    'call,"\'=Call, or not",task,,3,3,,,,0,0,0,,2,1',
    '',
  ]);
  expect(reportCsv({ steps, hearsOfMails: false }).split('\r\n')[1]).toBe('intro,Intro,email,,6,6,,,,1,,0,,0,0');
});
