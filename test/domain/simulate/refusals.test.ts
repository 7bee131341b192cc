import fc from 'fast-check';
import { simulate } from '../../../src/domain/simulate/simulate.js';
import { caseOf, mail } from './story.js';

type Json = Record<string, unknown>;

const mon9 = '2026-03-02T09:00';
const tue9 = '2026-03-03T09:00';
const withEvents = (...events: unknown[]) => ({ ...caseOf({ enrolledAt: mon9, steps: [mail('a')] }), events });
const withKeys = (more: Json) => ({ ...withEvents(), ...more });

function problemsOf(input: unknown): string[] {
  const output = simulate(input);
  return 'errors' in output ? output.errors.map(({ path, message }) => `${path}: ${message}`) : [];
}

function pathsOf(input: unknown): string[] {
  const output = simulate(input);
  return 'errors' in output ? output.errors.map(({ path }) => path) : [];
}

describe('what of an event is refused, and where', () => {
  test.each<[string, unknown[], string[]]>([
    ['no object', ['pause', null, []], ['events[0]', 'events[1]', 'events[2]']],
    ['neither type nor time: the event, for each', [{}], ['events[0]', 'events[0]']],
    ['a missing type', [{ at: tue9 }], ['events[0]']],
    ['a missing type, and a time that is none', [{ at: '2026-02-30T09:00' }], ['events[0]', 'events[0].at']],
    ['a type that is none', [{ at: tue9, type: 'paus' }], ['events[0].type']],
    ['a type that is none, and no time', [{ type: 'paus' }], ['events[0].type', 'events[0]']],
    ['a type that is none, and a wrong time', [{ at: 4, type: 4 }], ['events[0].type', 'events[0].at']],
    ['a time before the enrolment', [{ at: '2026-03-02T08:59', type: 'pause' }], ['events[0].at']],
    ['a key of another type', [{ at: tue9, type: 'pause', policy: 'keep' }], ['events[0].policy']],
    ['a policy that is none', [{ at: tue9, type: 'resume', policy: 'later' }], ['events[0].policy']],
    [
      'a policy and a place of its own: the event',
      [{ at: tue9, type: 'resume', policy: 'keep', spreadTo: tue9 }],
      ['events[0]'],
    ],
    ['a place that is no time', [{ at: tue9, type: 'resume', spreadTo: 'noon' }], ['events[0].spreadTo']],
    ['a missing step: the event', [{ at: tue9, type: 'task-done' }], ['events[0]']],
    ['a publish without steps: the event', [{ at: tue9, type: 'publish' }], ['events[0]']],
    ['steps that are no list', [{ at: tue9, type: 'append', steps: {} }], ['events[0].steps']],
    ['an appended id that is there', [{ at: tue9, type: 'append', steps: [mail('a')] }], ['events[0].steps[0].id']],
    [
      'an id that two events append',
      [
        { at: tue9, type: 'append', steps: [mail('b')] },
        { at: mon9, type: 'append', steps: [mail('b')] },
      ],
      ['events[0].steps[0].id'],
    ],
    [
      'an id appended where a step with other mistakes has it',
      [
        { at: mon9, type: 'publish', steps: [mail('b', { day: 1 })] },
        { at: tue9, type: 'append', steps: [mail('b')] },
      ],
      ['events[0].steps[0].when.day', 'events[1].steps[0].id'],
    ],
    [
      'the steps of an event that has other mistakes',
      [{ at: tue9, type: 'publish', more: 1, steps: [mail('b', 'later')] }],
      ['events[0].more', 'events[0].steps[0].when'],
    ],
    [
      'the steps of an event whose time cannot be read',
      [{ at: 'soon', type: 'append', steps: [mail('a', 'later')] }],
      ['events[0].at', 'events[0].steps[0].when'],
    ],
  ])('%s', (_what, events, paths) => {
    expect(pathsOf(withEvents(...events))).toEqual(paths);
  });

  test('an appended id that a step of a refused sequence has', () => {
    const broken = { name: 'S', steps: [mail('a', { day: 1 })] };
    const input = { ...withEvents({ at: tue9, type: 'append', steps: [mail('a')] }), sequence: broken };
    expect(pathsOf(input)).toEqual(['sequence.steps[0].when.day', 'events[0].steps[0].id']);
  });

  test('an id that a publish took away may be appended', () => {
    const taken = { at: mon9, type: 'publish', steps: [] };
    expect(pathsOf(withEvents(taken, { at: tue9, type: 'append', steps: [mail('a')] }))).toEqual([]);
  });

  test('mistakes in events add up, whatever they are', () => {
    const wrong: Json[] = [
      { type: 'paus', at: tue9 },
      { type: 'pause' },
      { type: 'pause', at: 'x' },
      { type: 'pause', at: tue9, more: 1 },
      { type: 'publish', at: tue9, steps: [mail('B')] },
      { type: 'publish', at: 'x', steps: [mail('b', { days: -1 })], more: 1 },
    ];
    const alone = wrong.map((event) => pathsOf(withEvents(event)));
    fc.assert(
      fc.property(fc.array(fc.nat(wrong.length - 1), { maxLength: 5 }), (picked) => {
        const expected = picked.flatMap((pick, i) => (alone[pick] ?? []).map((path) => path.replace('[0]', `[${i}]`)));
        const events = picked.map((pick) => wrong[pick]);
        expect(pathsOf(withEvents(...events)).sort()).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('times', () => {
  test.each([
    '2026-03-02',
    '2026-02-30T09:00',
    '2026-03-02T25:00',
    '2026-03-02T09:60',
    '2026-03-02 09:00',
    '2026-03-02T09:00+25:00',
    '2026-03-02T09:00+01:60',
    '2026-03-02T09:00[Europe/Paris]',
    '+012026-03-02T09:00',
    'T09:00',
    '',
  ])('"%s" is none', (text) => {
    expect(pathsOf(withKeys({ enrolledAt: text, until: text }))).toEqual(['enrolledAt', 'until']);
  });

  test.each([
    ['2026-03-02T09:00', '2026-03-02T14:00:00.000Z'],
    ['2026-03-02T09:00:40.5', '2026-03-02T14:00:00.000Z'],
    ['2026-03-02T09:00Z', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02T09:00:59+0545', '2026-03-02T03:15:00.000Z'],
    ['2026-03-02T09:00-03', '2026-03-02T12:00:00.000Z'],
    ['2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
    ['2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  ])('%s is %s', (text, at) => {
    const output = simulate(caseOf({ enrolledAt: text, steps: [] }));
    expect(output).toEqual({ steps: [], end: { state: 'completed', at } });
  });
});

test.each(['America/Springfield', 'UTC+1', '+01:00', 'local', 'BST', 'PST', 'IST', ''])('"%s" is no zone', (zone) => {
  expect(pathsOf(withKeys({ accountZone: zone, contact: { zone } }))).toEqual(['accountZone', 'contact.zone']);
});

test.each(['UTC', 'EST', 'CET', 'EST5EDT', 'US/Pacific', 'Etc/GMT+5'])('%s is one', (zone) => {
  expect(pathsOf(withKeys({ accountZone: zone }))).toEqual([]);
});

test('what should be an object and is none is told the keys that it takes', () => {
  expect(problemsOf(withKeys({ contact: null }))).toEqual(['contact: must be an object with zone, fields, tags']);
});
