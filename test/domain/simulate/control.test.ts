import type { Row } from './story.js';
import { branch, leave, mail, rule, task, tellAll, wait } from './story.js';

/** Monday, 2 March 2026. */
const enrolledAt = '2026-03-02T09:00';
const tagged = { contact: { tags: ['t'] } };
const goto = (step: string) => ({ goto: step });

describe('a branch', () => {
  const ifTagged = [{ tag: 'T' }];
  tellAll([
    [
      'decides at once where nothing is said of its time, whatever was sent before it',
      { enrolledAt, steps: [mail('a', 'immediately'), branch('q', ifTagged, 'exit'), mail('b', 'immediately')] },
      ['a 03-02 09:00', 'q 03-02 09:00', 'b 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'has a time of its own, to which no window applies',
      {
        enrolledAt,
        window: { from: '12:00', to: '13:00' },
        steps: [branch('q', ifTagged, 'exit', { when: { days: 5, at: '06:00' } })],
      },
      ['q 03-07 06:00', 'completed 03-07 06:00'],
    ],
    [
      'goes on where all hold and nothing is said of it',
      { enrolledAt, ...tagged, steps: [branch('q', ifTagged), mail('b', 'immediately')] },
      ['q 03-02 09:00', 'b 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'takes the other way where one condition fails',
      {
        enrolledAt,
        ...tagged,
        steps: [branch('q', [...ifTagged, { tag: 'other' }], 'continue', { else: 'exit' }), mail('b', 'immediately')],
      },
      ['q 03-02 09:00', 'exited: branch 03-02 09:00'],
    ],
    [
      'moves the contact to another sequence',
      { enrolledAt, ...tagged, steps: [branch('q', ifTagged, { move: 'warm' }), mail('b', 'immediately')] },
      ['q 03-02 09:00', 'exited: moved to warm 03-02 09:00'],
    ],
    [
      'leads to a step that counts from the branch, not from what was jumped over',
      {
        enrolledAt,
        ...tagged,
        steps: [
          branch('q', ifTagged, goto('c'), { when: { days: 2, at: '11:00' } }),
          mail('b', { days: 9 }),
          mail('c', { days: 1, at: '09:00' }),
        ],
      },
      ['q 03-04 11:00', 'c 03-05 09:00', 'completed 03-05 09:00'],
    ],
    [
      'leaves its plan to what follows, with count: planned',
      {
        enrolledAt,
        count: 'planned',
        ...tagged,
        steps: [
          branch('q', ifTagged, goto('c'), { when: { days: 5, at: '11:00', weekdays: ['mon'] } }),
          mail('b'),
          mail('c', { days: 3, at: '12:00' }),
        ],
      },
      ['q 03-09 11:00', 'c 03-10 12:00', 'completed 03-10 12:00'],
    ],
  ]);
});

describe('an edit after a goto', () => {
  const ifTagged = [{ tag: 't' }];
  const jump = branch('q', ifTagged, goto('d'));
  const [b, d] = [mail('b', { days: 1 }), mail('d', { days: 3, at: '12:00' })];
  const publish = (at: string, ...steps: object[]) => ({ at, type: 'publish', steps });
  tellAll([
    [
      'leaves the target next, and its time, wherever it is put',
      {
        enrolledAt,
        ...tagged,
        steps: [jump, b, d],
        events: [publish('2026-03-03T12:00', d, mail('n', { days: 1 }), branch('q', ifTagged, 'continue'))],
      },
      ['q 03-02 09:00', 'd 03-05 12:00', 'n 03-06 10:00', 'completed 03-06 10:00'],
    ],
    [
      'does not bring back what was jumped over when the target is taken away',
      {
        enrolledAt,
        ...tagged,
        steps: [jump, b, d],
        events: [publish('2026-03-03T12:00', branch('q', ifTagged, 'continue'), b, mail('n', { days: 4 }))],
      },
      ['q 03-02 09:00', 'n 03-06 10:00', 'completed 03-06 10:00'],
    ],
    [
      'computes the target anew when its time changed, and it stays next, also in the edit after that',
      {
        enrolledAt,
        ...tagged,
        steps: [jump, b, d],
        events: [
          publish('2026-03-03T12:00', mail('d', { days: 4 }), branch('q', ifTagged, 'exit'), b),
          publish('2026-03-03T13:00', mail('d', { days: 4 }), branch('q', ifTagged, 'exit'), mail('n', { days: 1 })),
        ],
      },
      ['q 03-02 09:00', 'd 03-06 10:00', 'n 03-07 10:00', 'completed 03-07 10:00'],
    ],
    [
      'keeps the time of the target whatever stands before it now',
      {
        enrolledAt,
        ...tagged,
        steps: [jump, b, mail('d', { delay: '2 hours' })],
        events: [
          { at: '2026-03-02T10:00', type: 'pause' },
          publish('2026-03-02T12:00', branch('q', ifTagged, 'exit'), mail('n'), mail('d', { delay: '2 hours' })),
          { at: '2026-03-02T12:30', type: 'resume' },
        ],
      },
      ['q 03-02 09:00', 'd 03-02 12:30', 'completed 03-02 12:30'],
    ],
    [
      'a target that has fired already is not sent again: the first after it that has not',
      {
        enrolledAt,
        ...tagged,
        steps: [d, mail('a', { days: 1 })],
        events: [
          publish(
            '2026-03-06T12:00',
            mail('a', { days: 1 }),
            branch('q', ifTagged, goto('d')),
            mail('x', { days: 1 }),
            d,
            mail('e', { days: 1 }),
          ),
        ],
      },
      ['d 03-05 12:00', 'a 03-06 10:00', 'q 03-07 10:00', 'e 03-08 10:00', 'completed 03-08 10:00'],
    ],
  ]);
});

describe('an exit step', () => {
  const rows: Row[] = [
    [
      'ends the enrollment at once, in its own words or the usual ones',
      { enrolledAt, steps: [mail('a', 'immediately'), leave('x'), mail('b', 'immediately')] },
      ['a 03-02 09:00', 'x 03-02 09:00', 'exited: exit step 03-02 09:00'],
    ],
    [
      'may have a time, a reason, and a sequence to go on in',
      { enrolledAt, steps: [leave('x', { when: { days: 1 }, reason: 'no answer', moveTo: 'nurture' })] },
      ['x 03-03 10:00', 'exited: no answer, to nurture 03-03 10:00'],
    ],
    [
      'closes it to what is appended',
      {
        enrolledAt,
        steps: [leave('x')],
        events: [{ at: '2026-03-03T09:00', type: 'append', steps: [mail('b', 'immediately')] }],
      },
      ['x 03-02 09:00', 'exited: exit step 03-02 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('a rule', () => {
  const next = branch('q', [{ tag: 'new' }, { field: 'stage', is: 'equal', value: 'WARM' }], 'exit');
  tellAll([
    [
      'changes what later conditions see, in the order of its actions',
      {
        enrolledAt,
        contact: { tags: ['NEW'] },
        steps: [
          rule('r', [
            { removeTag: 'new' },
            { addTag: 'New' },
            { setField: { name: 'stage', value: 'cold' } },
            { setField: { name: 'stage', value: 'warm' } },
          ]),
          next,
        ],
      },
      ['r 03-02 10:00', 'q 03-02 10:00', 'exited: branch 03-02 10:00'],
    ],
    [
      'without its conditions changes nothing, and is skipped in its minute',
      { enrolledAt, steps: [rule('r', [{ addTag: 'new' }], { if: [{ tag: 'x' }] }), next] },
      ['r 03-02 10:00 skipped: conditions', 'q 03-02 10:00', 'completed 03-02 10:00'],
    ],
    [
      'whose conditions fail leaves its plan, with count: planned',
      {
        enrolledAt,
        count: 'planned',
        steps: [
          rule('r', [{ addTag: 'new' }], { if: [{ tag: 'x' }], when: { days: 5, at: '10:00', weekdays: ['mon'] } }),
          mail('b', { days: 3, at: '12:00' }),
        ],
      },
      ['r 03-09 10:00 skipped: conditions', 'b 03-10 12:00', 'completed 03-10 12:00'],
    ],
    [
      'pauses the enrollment in that minute; what it does beside still happens',
      {
        enrolledAt,
        steps: [rule('r', [{ pause: 'this' }, { addTag: 'new' }], { when: 'immediately' }), mail('b', { days: 1 })],
        events: [{ at: '2026-03-05T09:00', type: 'resume', policy: 'shift' }],
      },
      ['r 03-02 09:00', 'b 03-06 10:00', 'completed 03-06 10:00'],
    ],
    [
      'is paused until somebody resumes it',
      { enrolledAt, steps: [rule('r', [{ pause: 'this' }], { when: 'immediately' }), mail('b', { days: 1 })] },
      ['r 03-02 09:00', 'paused 03-02 09:00'],
    ],
    [
      'takes the contact out, and the first end counts',
      {
        enrolledAt,
        steps: [
          rule('r', [{ pause: 'this' }, { removeFromSequence: 'this' }, { unsubscribe: true }], {
            when: 'immediately',
          }),
          mail('b', 'immediately'),
        ],
      },
      ['r 03-02 09:00', 'exited: rule 03-02 09:00'],
    ],
    [
      'about other sequences leaves this one alone',
      {
        enrolledAt,
        steps: [
          rule('r', [{ pause: 'other' }, { removeFromSequence: 'other' }, { resume: 'other' }], {
            when: 'immediately',
          }),
          mail('b', 'immediately'),
        ],
      },
      ['r 03-02 09:00', 'b 03-02 09:00', 'completed 03-02 09:00'],
    ],
    [
      'fires at once behind a delay step',
      { enrolledAt, steps: [wait('w', '1 days'), rule('r', [{ addTag: 'x' }])] },
      ['w 03-03 09:00', 'r 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'that is overdue is not skipped by a resume: it decides then',
      {
        enrolledAt,
        steps: [rule('r', [{ addTag: 'x' }], { when: { days: 1, delay: 'none' } }), mail('b', 'immediately')],
        events: [
          { at: '2026-03-02T10:00', type: 'pause' },
          { at: '2026-03-05T10:20', type: 'resume', policy: 'skip' },
        ],
      },
      ['r 03-05 10:20', 'b 03-05 10:20', 'completed 03-05 10:20'],
    ],
  ]);
});

describe('what came back', () => {
  const start = { enrolledAt, exitOn: [] };
  const at = '2026-03-02T09:30';
  const asks = (condition: object, more: Record<string, unknown>[] = []) => [
    mail('a', 'immediately'),
    task('t', 'immediately'),
    ...more,
    branch('q', [condition], 'exit', { when: { days: 1 } }),
  ];
  const yes = ['a 03-02 09:00', 't 03-02 09:00', 'q 03-03 10:00', 'exited: branch 03-03 10:00'];
  const no = ['a 03-02 09:00', 't 03-02 09:00', 'q 03-03 10:00', 'completed 03-03 10:00'];
  tellAll([
    [
      'a reply that names its step',
      { ...start, steps: asks({ replied: 'a' }), events: [{ at, type: 'reply', step: 'a' }] },
      yes,
    ],
    [
      'is no reply to another',
      { ...start, steps: asks({ replied: 't' }), events: [{ at, type: 'reply', step: 'a' }] },
      no,
    ],
    [
      'a reply that names none answers the last outward step',
      { ...start, steps: asks({ replied: 't' }), events: [{ at, type: 'reply' }] },
      yes,
    ],
    ['and not the one before it', { ...start, steps: asks({ replied: 'a' }), events: [{ at, type: 'reply' }] }, no],
    [
      'a reply after a step that reaches nobody answers the one before that',
      {
        ...start,
        steps: [
          mail('a', 'immediately'),
          rule('r', [{ addTag: 'x' }], { when: 'immediately' }),
          branch('q', [{ replied: 'a' }], 'exit', { when: { days: 1 } }),
        ],
        events: [{ at, type: 'reply' }],
      },
      ['a 03-02 09:00', 'r 03-02 09:00', 'q 03-03 10:00', 'exited: branch 03-03 10:00'],
    ],
    ['any reply is one', { ...start, steps: asks({ replied: 'any' }), events: [{ at, type: 'reply' }] }, yes],
    ['no reply is none', { ...start, steps: asks({ replied: 'any' }), events: [{ at, type: 'open', step: 'a' }] }, no],
    ['an open is no click', { ...start, steps: asks({ clicked: 'a' }), events: [{ at, type: 'open', step: 'a' }] }, no],
    ['a click is one', { ...start, steps: asks({ clicked: 'a' }), events: [{ at, type: 'click', step: 'a' }] }, yes],
    [
      'a click is an open too',
      { ...start, steps: asks({ opened: 'a' }), events: [{ at, type: 'click', step: 'a' }] },
      yes,
    ],
    [
      'a meeting that ends nothing',
      { ...start, steps: asks({ meetingBooked: true }), events: [{ at, type: 'meeting-booked' }] },
      yes,
    ],
    ['no meeting', { ...start, steps: asks({ meetingBooked: true }) }, no],
    [
      'an outcome, in other letters',
      {
        ...start,
        steps: asks({ taskOutcome: 't', is: 'No Answer' }),
        events: [{ at, type: 'task-done', step: 't', outcome: 'no answer' }],
      },
      yes,
    ],
    [
      'done where none is given',
      { ...start, steps: asks({ taskOutcome: 't', is: 'done' }), events: [{ at, type: 'task-done', step: 't' }] },
      yes,
    ],
    ['a task that is open has none', { ...start, steps: asks({ taskOutcome: 't', is: 'done' }) }, no],
    [
      'an outcome of what is no task is ignored',
      { ...start, steps: asks({ taskOutcome: 'a', is: 'done' }), events: [{ at, type: 'task-done', step: 'a' }] },
      no,
    ],
    [
      'an outcome before the task has appeared is ignored',
      {
        ...start,
        steps: [task('t', { days: 1 }), branch('q', [{ taskOutcome: 't', is: 'done' }], 'exit')],
        events: [{ at, type: 'task-done', step: 't' }],
      },
      ['t 03-03 10:00', 'q 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'the task that an edit closes is done',
      {
        ...start,
        steps: [task('t', 'immediately', { pause: true }), branch('q', [{ taskOutcome: 't', is: 'done' }], 'exit')],
        events: [
          {
            at,
            type: 'publish',
            steps: [task('t', 'immediately'), branch('q', [{ taskOutcome: 't', is: 'done' }], 'exit')],
          },
        ],
      },
      ['t 03-02 09:00', 'q 03-02 09:30', 'exited: branch 03-02 09:30'],
    ],
    [
      'any of several',
      { ...start, steps: asks({ any: [{ tag: 'x' }, { opened: 'a' }] }), events: [{ at, type: 'open', step: 'a' }] },
      yes,
    ],
    [
      'none of several',
      { ...start, steps: asks({ any: [{ tag: 'x' }, { opened: 't' }] }), events: [{ at, type: 'open', step: 'a' }] },
      no,
    ],
    ['not', { ...start, steps: asks({ not: { tag: 'x' } }) }, yes],
    ['a tag that came', { ...start, steps: asks({ tag: 'x' }), events: [{ at, type: 'tag', tag: 'X' }] }, yes],
    [
      'a field that came',
      {
        ...start,
        steps: asks({ field: 'f', is: 'at least', value: 3 }),
        events: [{ at, type: 'field', name: 'f', value: ' 3.0 ' }],
      },
      yes,
    ],
  ]);
});
