import { parseSequence } from '../../../src/domain/sequence/parse.js';

const mail = { id: 'a', kind: 'email', email: { subject: 's', body: 'b' } };
const sequence = (more: object = {}, ...steps: unknown[]) => ({
  name: 'S',
  steps: steps.length > 0 ? steps : [mail],
  ...more,
});
const withStep = (more: object) => sequence({}, { ...mail, ...more });

function pathsOf(input: unknown): string[] {
  const parsed = parseSequence(input);
  return parsed.ok ? [] : parsed.problems.map(({ path }) => path);
}

function messagesOf(input: unknown): string[] {
  const parsed = parseSequence(input);
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
}

describe('what is refused, and where', () => {
  test.each<[string, unknown, string[]]>([
    ['no object at all', 'text', ['']],
    ['nothing', null, ['']],
    ['a missing name: the sequence', { steps: [] }, ['']],
    ['missing steps: the sequence', { name: 'S' }, ['']],
    ['an empty name', sequence({ name: '' }), ['name']],
    ['steps that are no list', sequence({ steps: {} }), ['steps']],
    ['a step that is no object', sequence({}, 'x'), ['steps[0]']],
    ['an unknown key', sequence({ stepz: 1 }), ['stepz']],
    ['unknown keys, each', sequence({ one: 1, two: 2 }), ['one', 'two']],
    ['an unknown key far within', withStep({ from: { address: 'x', nam: 'y' } }), ['steps[0].from.nam']],
    ['a missing kind: the step', sequence({}, { id: 'a' }), ['steps[0]']],
    ['an unknown kind', withStep({ kind: 'fax' }), ['steps[0].kind']],
    ['a kind that is no text', withStep({ kind: 4 }), ['steps[0].kind']],
    ['a missing id and name: the step', sequence({}, { kind: 'delay', for: '1 day' }), ['steps[0]']],
    ['an id with a capital', withStep({ id: 'A' }), ['steps[0].id']],
    ['an id that is a number', withStep({ id: 4 }), ['steps[0].id']],
    ['an empty id', withStep({ id: '' }), ['steps[0].id']],
    ['no content: the step', sequence({}, { id: 'a', kind: 'email' }), ['steps[0]']],
    ['two contents: the step', withStep({ template: 't' }), ['steps[0]']],
    ['the content of another kind', withStep({ task: { title: 't' } }), ['steps[0].task']],
    ['a content that is no object', withStep({ email: 'x' }), ['steps[0].email']],
    ['a content without its body: the content', withStep({ email: { subject: 's' } }), ['steps[0].email']],
    ['a sender who is nobody', withStep({ from: {} }), ['steps[0].from']],
    ['a split test without variants', sequence({}, { id: 'a', kind: 'email', variants: [] }), ['steps[0].variants']],
    [
      'a body of more than 100 kB',
      withStep({ email: { subject: 's', body: 'x'.repeat(100_001) } }),
      ['steps[0].email.body'],
    ],
    ['a when that is another word', withStep({ when: 'later' }), ['steps[0].when']],
    ['a when of null', withStep({ when: null }), ['steps[0].when']],
    ['an unknown key of when', withStep({ when: { day: 1 } }), ['steps[0].when.day']],
    ['a date in a step sequence', withStep({ when: { date: '2026-01-01' } }), ['steps[0].when.date']],
    ['at and delay: the when', withStep({ when: { at: '09:00', delay: 'none' } }), ['steps[0].when']],
    [
      'both, and each wrong in itself',
      withStep({ when: { at: '9', delay: 'x' } }),
      ['steps[0].when.at', 'steps[0].when.delay', 'steps[0].when'],
    ],
    ['24:00 as a time', withStep({ when: { at: '24:00' } }), ['steps[0].when.at']],
    ['a time without its zero', withStep({ when: { at: '9:00' } }), ['steps[0].when.at']],
    ['negative days', withStep({ when: { days: -1 } }), ['steps[0].when.days']],
    ['half days', withStep({ when: { days: 0.5 } }), ['steps[0].when.days']],
    ['days as text', withStep({ when: { days: '1' } }), ['steps[0].when.days']],
    ['a delay in days', withStep({ when: { delay: '1 day' } }), ['steps[0].when.delay']],
    ['a delay without a unit', withStep({ when: { delay: '10' } }), ['steps[0].when.delay']],
    ['a weekday by its full name', withStep({ when: { weekdays: ['mon', 'tuesday'] } }), ['steps[0].when.weekdays[1]']],
    ['no weekday', withStep({ when: { weekdays: [] } }), ['steps[0].when.weekdays']],
    ['a repeat without every: the repeat', withStep({ repeat: { times: 2 } }), ['steps[0].repeat']],
    ['a repeat in minutes', withStep({ repeat: { every: '5 minutes' } }), ['steps[0].repeat.every']],
    ['a repeat of no length', withStep({ repeat: { every: '0 days' } }), ['steps[0].repeat.every']],
    ['a repeat of no times', withStep({ repeat: { every: '1 day', times: 0 } }), ['steps[0].repeat.times']],
    ['a delay step without for: the step', sequence({}, { id: 'w', kind: 'delay' }), ['steps[0]']],
    [
      'a delay step with a when',
      sequence({}, { id: 'w', kind: 'delay', for: '1 day', when: { at: 'x', delay: 'y' } }),
      ['steps[0].when'],
    ],
    [
      'a delay step with a repeat',
      sequence({}, { id: 'w', kind: 'delay', for: '1 day', repeat: { every: '1 day' } }),
      ['steps[0].repeat'],
    ],
    ['a delay step for weeks', sequence({}, { id: 'w', kind: 'delay', for: '1 week' }), ['steps[0].for']],
    [
      'another type of task',
      sequence({}, { id: 't', kind: 'task', task: { title: 't', type: 'fax' } }),
      ['steps[0].task.type'],
    ],
    [
      'a pause that is no yes or no',
      sequence({}, { id: 't', kind: 'task', task: { title: 't' }, pause: 'yes' }),
      ['steps[0].pause'],
    ],
    ['another zone', sequence({ zone: 'Europe/London' }), ['zone']],
    ['another count', sequence({ count: 'both' }), ['count']],
    ['another reenroll', sequence({ reenroll: 'after a while' }), ['reenroll']],
    ['an event that is none', sequence({ exitOn: ['reply', 'open'] }), ['exitOn[1]']],
    ['a default time that is none', sequence({ defaultTime: '25:00' }), ['defaultTime']],
    ['a window from after to: the window', sequence({ window: { from: '17:00', to: '08:00' } }), ['window']],
    ['a window of no length', sequence({ window: { from: '08:00', to: '08:00' } }), ['window']],
    ['a window from 24:00', sequence({ window: { from: '24:00' } }), ['window.from']],
    ['a window without days', sequence({ window: { days: [] } }), ['window.days']],
    [
      'a skipped date that does not exist',
      sequence({ window: { skip: ['2026-02-28', '2026-02-29'] } }),
      ['window.skip[1]'],
    ],
    ['holidays of nowhere', sequence({ window: { holidays: 'ZZ' } }), ['window.holidays']],
    ['holidays of a region that is none', sequence({ window: { holidays: 'US-ZZ' } }), ['window.holidays']],
    [
      'weekdays that share no day with the window',
      sequence({ window: { days: ['mon'] } }, { ...mail, when: { weekdays: ['tue'] } }),
      ['steps[0].when.weekdays'],
    ],
    [
      'more than 200 steps',
      sequence({}, ...Array.from({ length: 201 }, (_, i) => ({ ...mail, id: `s${i}` }))),
      ['steps'],
    ],
    [
      'all mistakes at once',
      sequence({ zone: 'x' }, { ...mail, wen: 1 }, { ...mail, when: { at: 'x' } }),
      ['zone', 'steps[0].wen', 'steps[1].id', 'steps[1].when.at'],
    ],
  ])('%s', (_what, input, paths) => {
    expect(pathsOf(input)).toEqual(paths);
  });

  test('paths begin with the prefix', () => {
    const parsed = parseSequence({ name: 1 }, { pathPrefix: 'sequence' });
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual(['sequence.name', 'sequence']);
  });

  test('an unknown key names the nearest known one', () => {
    expect(messagesOf(withStep({ wen: 1 }))).toEqual(['unknown key "wen"; did you mean "when"?']);
    expect(messagesOf(withStep({ repeat: { every: '1 day', xyzzy: 1 } }))).toEqual([
      'unknown key "xyzzy"; known here: every, times',
    ]);
  });

  test('where nothing is near, all that is known is named', () => {
    const due = { id: 't', kind: 'task', task: { title: 't' }, due: { x: 1 } };
    expect(messagesOf(sequence({}, due))).toEqual(['unknown key "x"; known here: days, at']);
  });

  test('what should be an object and is none is told the keys that it takes', () => {
    expect(messagesOf(withStep({ email: 'x' }))).toEqual(['must be an object with subject, body']);
    expect(messagesOf(sequence({ window: null }))).toEqual(['must be an object with days, from, to, skip, holidays']);
  });
});

describe('what is filled in', () => {
  test('an id is made from the name', () => {
    const steps = [
      { kind: 'delay', name: 'Warte über Nacht!', for: '1 day' },
      { kind: 'delay', name: 'Intro', for: '1 day' },
      { kind: 'delay', name: 'Intro', for: '1 day' },
      { kind: 'delay', id: 'intro', for: '1 day' },
      { kind: 'delay', name: '你好', for: '1 day' },
    ];
    const parsed = parseSequence(sequence({}, ...steps));
    expect(parsed.ok && parsed.sequence.steps.map(({ id }) => id)).toEqual([
      'warte-uber-nacht',
      'intro-2',
      'intro-3',
      'intro',
      'step',
    ]);
  });

  test('a sequence of next to nothing has the usual values', () => {
    expect(parseSequence({ name: 'S', steps: [] })).toEqual({
      ok: true,
      sequence: {
        name: 'S',
        description: null,
        type: 'step',
        zone: 'account',
        count: 'fired',
        reenroll: { rule: 'never' },
        defaultTime: '10:00',
        window: null,
        exitOn: ['reply', 'meeting-booked'],
        steps: [],
      },
    });
  });
});
