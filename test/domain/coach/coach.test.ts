import { coach } from '../../../src/domain/coach/coach.js';
import type { Remark, RemarkCode } from '../../../src/domain/coach/remark.js';
import type { StoredTexts } from '../../../src/domain/coach/words.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { partsOf } from '../../../src/domain/template/stored-template.js';
import { exampleNames, exampleSequence, exampleTemplates } from '../../examples/load-examples.js';

type Json = Record<string, unknown>;

const mail = (name: string, days: number, more: Json = {}) => ({
  name,
  kind: 'email',
  when: { days },
  email: { subject: name, body: 'How do you do it today?' },
  ...more,
});
const call = (name: string, days: number, more: Json = {}) => ({
  name,
  kind: 'task',
  when: { days },
  task: { title: name, type: 'call' },
  ...more,
});
const goodbye = mail('Goodbye', 7);
/** Five touches that the coach has nothing to say about. */
const sound = [mail('Price question', 0), call('First talk', 3), mail('Case study', 4), mail('Figures', 5), goodbye];

function remarksOn(file: Json, stored?: StoredTexts): Remark[] {
  const parsed = parseSequence({ name: 'Outbound', steps: sound, ...file });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return coach(parsed.sequence, stored);
}
const short = (remarks: readonly Remark[]) => remarks.map(({ code, stepId }) => `${code} ${stepId ?? 'whole'}`);

test('a sound cadence has no remarks', () => {
  expect(remarksOn({})).toEqual([]);
});

test('the examples have none but one that Post-purchase earns on purpose: customers answer and still need the rest', () => {
  const stored = new Map(exampleTemplates().map((one) => [one.name, { texts: partsOf(one).map(({ text }) => text) }]));
  const found = exampleNames.flatMap((name) => short(coach(exampleSequence(name), stored)).map((one) => [name, one]));
  expect(found).toEqual([['post-purchase', 'no-exit-on-reply whole']]);
});

const cases: readonly [RemarkCode, string, Json, readonly string[]][] = [
  ['few-touches', 'three touches are few', { steps: [...sound.slice(1, 3), goodbye] }, ['few-touches goodbye']],
  [
    'few-touches',
    'a reminder for the rep and a wait reach nobody',
    {
      steps: [
        ...sound.slice(1, 3),
        call('Look them up', 2, { task: { title: 'Look', type: 'todo' } }),
        { id: 'wait', kind: 'delay', for: '3 days' },
        goodbye,
      ],
    },
    ['few-touches goodbye'],
  ],
  [
    'many-touches',
    'the thirteenth touch is one too many, the twelfth is not',
    {
      steps: [
        ...Array.from({ length: 12 }, (_, i) => (i % 2 ? call : mail)(`Reason ${String.fromCharCode(65 + i)}`, i + 1)),
        goodbye,
      ],
    },
    ['many-touches goodbye'],
  ],
  [
    'even-rhythm',
    'four touches on four days in a row are a rhythm',
    { steps: [sound[0], call('First talk', 1), mail('Case study', 1), mail('Figures', 1), goodbye] },
    ['even-rhythm figures'],
  ],
  [
    'even-rhythm',
    'so are four on every other day, whatever the window makes of them',
    {
      window: { days: ['mon'] },
      steps: [sound[0], call('First talk', 2), mail('Case study', 2), mail('Figures', 2), goodbye],
    },
    ['even-rhythm figures'],
  ],
  [
    'even-rhythm',
    'a step that repeats every day is one too, and it is for a person to change it',
    { steps: [...sound.slice(0, 4), { ...goodbye, repeat: { every: '1 day', times: 4 } }] },
    ['even-rhythm goodbye'],
  ],
  [
    'even-rhythm',
    'three touches on three days are none, nor are four three days apart',
    { steps: [sound[0], call('First talk', 1), mail('Case study', 1), mail('Figures', 3), mail('Goodbye', 3)] },
    [],
  ],
  [
    'same-minute',
    'two touches in one minute',
    { steps: [...sound.slice(0, 3), call('Call at once', 0, { when: 'immediately' }), sound[3], goodbye] },
    ['same-minute call-at-once'],
  ],
  [
    'same-minute',
    'what follows a task that is waited for comes when it is done',
    {
      steps: [
        sound[0],
        call('First talk', 3, { pause: true }),
        mail('Case study', 0, { when: 'immediately' }),
        sound[3],
        goodbye,
      ],
    },
    [],
  ],
  [
    'one-channel',
    'mails alone',
    { steps: [mail('A reason', 0), mail('B reason', 3), mail('C reason', 4), goodbye] },
    ['one-channel c-reason'],
  ],
  [
    'checking-in',
    'a mail that just checks in',
    { steps: [...sound.slice(0, 4), mail('Goodbye', 7, { email: { subject: 'Hi', body: 'Just checking in. OK?' } })] },
    ['checking-in goodbye'],
  ],
  [
    'checking-in',
    'touching base in the notes of a call',
    {
      steps: [
        sound[0],
        call('First talk', 3, { task: { title: 'Call', notes: 'Touch base with them', type: 'call' } }),
        ...sound.slice(2),
      ],
    },
    ['checking-in first-talk'],
  ],
  [
    'no-purpose',
    'names that say only what it is',
    {
      steps: [
        mail('Email 1', 0),
        call('Day 3: call', 3),
        { ...mail('Third', 4), id: 'third', name: undefined },
        mail('Follow-up', 5),
        goodbye,
      ],
    },
    ['no-purpose email-1', 'no-purpose day-3-call', 'no-purpose third', 'no-purpose follow-up'],
  ],
  ['no-exit-on-reply', 'a reply that ends nothing', { exitOn: ['meeting-booked'] }, ['no-exit-on-reply whole']],
  [
    'no-break-up',
    'a last touch that does not say that it is the last',
    { steps: [...sound.slice(0, 4), mail('One more reason', 7)] },
    ['no-break-up one-more-reason'],
  ],
  [
    'no-break-up',
    'a farewell in the text is one',
    {
      steps: [
        ...sound.slice(0, 4),
        mail('One more reason', 7, { email: { subject: 'Bye', body: 'This is my last mail. May I ask why?' } }),
      ],
    },
    [],
  ],
  [
    'no-question',
    'a mail without a question, an address with a question mark and a tag notwithstanding',
    {
      steps: [
        mail('Price list', 0, { email: { subject: 'S', body: 'See https://example.com/?a=1 {{ "?" }}' } }),
        ...sound.slice(1),
      ],
    },
    ['no-question price-list'],
  ],
  [
    'no-question',
    'one variant without a question is enough',
    {
      steps: [
        {
          ...mail('Price list', 0),
          email: undefined,
          variants: [
            { id: 'a', weight: 1, email: { subject: 'S', body: 'Right?' } },
            { id: 'b', weight: 1, email: { subject: 'S', body: 'Right.' } },
          ],
        },
        ...sound.slice(1),
      ],
    },
    ['no-question price-list'],
  ],
];

describe.each(cases)('%s', (_code, what, file, expected) => {
  test(what, () => {
    expect(short(remarksOn(file))).toEqual(expected);
  });
});

test('a stored text is judged where it is known, and taken for good where it is not', () => {
  const steps = [{ ...mail('Price list', 0), email: undefined, template: 'prices' }, ...sound.slice(1)];
  expect(remarksOn({ steps })).toEqual([]);
  const stored = new Map([['prices', { texts: ['Prices', 'Here they are.'] }]]);
  expect(short(remarksOn({ steps }, stored))).toEqual(['no-question price-list']);
});

test('what a stored text should say otherwise is changed there, and not in the step, which has none of it', () => {
  const templated = (name: string, days: number, template: string) => ({
    ...mail(name, days),
    email: undefined,
    template,
  });
  const steps = [templated('Price list', 0, 'prices'), ...sound.slice(1, 4), templated('The end', 7, 'end')];
  const stored = new Map([
    ['prices', { texts: ['Prices', 'Just checking in.'] }],
    ['end', { texts: ['More', 'Shall we?'] }],
  ]);
  expect(remarksOn({ steps }, stored).map(({ code, change }) => [code, change])).toEqual([
    ['checking-in', { does: 'open-text', template: 'prices' }],
    ['no-break-up', { does: 'open-text', template: 'end' }],
    ['no-question', { does: 'open-text', template: 'prices' }],
  ]);
  const named = [mail('Just checking in', 0), ...sound.slice(1)];
  expect(remarksOn({ steps: named })[0]?.change).toEqual({ does: 'open', stepId: 'just-checking-in' });
});

test('a task is of the channel that its stored text says, or its variants; one that is not known is not judged', () => {
  const ring = { task: undefined, template: 'ring' };
  const split = {
    task: undefined,
    variants: [
      { id: 'a', weight: 1, template: 'ring' },
      { id: 'b', weight: 1, template: 'link' },
    ],
  };
  const types = (type: 'call' | 'linkedin' | 'todo') => ({ texts: ['Say that it is the last call'], type });
  const stored = new Map([
    ['ring', types('call')],
    ['link', types('linkedin')],
    ['look', types('todo')],
  ]);
  const calls = (first: Json) => [
    call('Reason', 0, first),
    call('Figures', 3),
    call('Case study', 4),
    call('Last call', 7),
  ];
  expect(short(remarksOn({ steps: calls(ring) }, stored))).toEqual(['one-channel case-study']);
  expect(remarksOn({ steps: calls(ring) }, stored)[0]?.says).toBe('All 4 touches are calls.');
  expect(remarksOn({ steps: calls(split) }, stored)).toEqual([]);
  expect(remarksOn({ steps: calls(ring) })).toEqual([]);
  expect(short(remarksOn({ steps: calls({ task: undefined, template: 'look' }) }, stored))).toEqual([
    'few-touches last-call',
    'one-channel case-study',
  ]);
});

test('a date sequence has no rhythm, no end and no need to ask; what its texts say counts', () => {
  const when = { event: 'birthday', annually: true };
  const steps = [{ ...mail('Email 1', 0), when, email: { subject: 'Happy birthday', body: 'Just touching base.' } }];
  expect(short(remarksOn({ type: 'date', steps }))).toEqual(['checking-in email-1', 'no-purpose email-1']);
});

test.each([
  ['mail', mail('One more reason', 7), { does: 'open', stepId: 'one-more-reason' }],
  ['call', call('One more try', 7), { does: 'add', kind: 'email' }],
] as const)('a last %s that is no farewell is offered one', (_what, last, change) => {
  const [remark] = remarksOn({ steps: [...sound.slice(0, 4), last] });
  expect(remark).toMatchObject({ code: 'no-break-up', change });
  expect(`${remark?.says} ${remark?.advice}`).toContain(change.does === 'add' ? 'Let a mail come after' : 'Say that');
});

test('every remark names its step, says what to do and offers a change', () => {
  const seen = new Map<string, Remark>();
  for (const [, , file] of cases) for (const remark of remarksOn(file)) seen.set(remark.code, remark);
  const told = [...seen.values()].map(({ says, advice, change }) => [says, advice, change.does]);
  expect(told.every(([says, advice]) => /\.$/.test(String(says)) && /\.$/.test(String(advice)))).toBe(true);
  expect(seen.get('even-rhythm')?.change).toEqual({ does: 'open', stepId: 'goodbye' });
  expect(seen.get('same-minute')).toMatchObject({
    says: 'Call at once comes in the same minute as Case study.',
    change: { does: 'set-days', stepId: 'call-at-once', days: 1 },
  });
  expect(seen.get('no-exit-on-reply')?.change).toEqual({ does: 'exit-on-reply' });
  expect(seen.get('one-channel')?.change).toEqual({ does: 'add', kind: 'task', after: 'c-reason' });
  expect(seen.get('few-touches')?.change).toEqual({ does: 'add', kind: 'email', after: 'goodbye' });
  expect(seen.get('many-touches')?.change).toEqual({ does: 'remove-from', stepId: 'goodbye' });
  expect(seen.size).toBe(10);
});
