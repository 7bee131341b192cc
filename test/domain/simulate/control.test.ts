import type { Row } from './story.js';
import { branch, leave, mail, rule, tellAll, wait } from './story.js';

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
