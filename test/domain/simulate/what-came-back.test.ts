import { branch, mail, rule, task, tellAll } from './story.js';

/** Monday, 2 March 2026. */
const enrolledAt = '2026-03-02T09:00';

describe('what came back', () => {
  const start = { enrolledAt, exitOn: [] };
  const at = '2026-03-02T09:30';
  const asks = (condition: object, more: Record<string, unknown>[] = []) => [
    mail('a', 'immediately'),
    task('t', 'immediately'),
    ...more,
    branch('q', [condition], 'exit', { when: { days: 1 } }),
  ];
  const later = (conditions: object[]) => branch('q', conditions, 'exit', { when: { days: 1 } });
  const twice = task('t', 'immediately', { repeat: { every: '1 hour', times: 2 } });
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
      'a task is closed once: its first outcome stays',
      {
        ...start,
        steps: asks({ taskOutcome: 't', is: 'no answer' }),
        events: [
          { at, type: 'task-done', step: 't', outcome: 'no answer' },
          { at, type: 'task-done', step: 't', outcome: 'connected' },
        ],
      },
      yes,
    ],
    [
      'one that pauses too',
      {
        ...start,
        steps: [task('t', 'immediately', { pause: true }), later([{ taskOutcome: 't', is: 'no answer' }])],
        events: [
          { at, type: 'task-done', step: 't', outcome: 'no answer' },
          { at: '2026-03-02T12:00', type: 'task-done', step: 't', outcome: 'connected' },
        ],
      },
      ['t 03-02 09:00', 'q 03-03 10:00', 'exited: branch 03-03 10:00'],
    ],
    [
      'a task that comes twice has the outcome that it was closed with last',
      {
        ...start,
        steps: [twice, later([{ taskOutcome: 't', is: 'connected' }])],
        events: [
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'no answer' },
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'connected' },
        ],
      },
      ['t 03-02 09:00', 't 03-02 10:00', 'q 03-03 10:00', 'exited: branch 03-03 10:00'],
    ],
    [
      'and is closed no third time',
      {
        ...start,
        steps: [twice, later([{ taskOutcome: 't', is: 'wrong number' }])],
        events: [
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'no answer' },
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'connected' },
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'wrong number' },
        ],
      },
      ['t 03-02 09:00', 't 03-02 10:00', 'q 03-03 10:00', 'completed 03-03 10:00'],
    ],
    [
      'an occurrence that a resume skips is nothing to close',
      {
        ...start,
        steps: [twice, later([{ taskOutcome: 't', is: 'no answer' }])],
        events: [
          { at: '2026-03-02T09:30', type: 'pause' },
          { at: '2026-03-02T11:00', type: 'resume', policy: 'skip' },
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'no answer' },
          { at: '2026-03-02T11:00', type: 'task-done', step: 't', outcome: 'connected' },
        ],
      },
      ['t 03-02 09:00', 't 03-02 11:00 skipped: resume', 'q 03-03 10:00', 'exited: branch 03-03 10:00'],
    ],
    [
      'a task that an edit closed stays done',
      {
        ...start,
        steps: [task('t', 'immediately', { pause: true }), later([{ taskOutcome: 't', is: 'done' }])],
        events: [
          { at, type: 'publish', steps: [task('t', 'immediately'), later([{ taskOutcome: 't', is: 'done' }])] },
          { at, type: 'task-done', step: 't', outcome: 'connected' },
        ],
      },
      ['t 03-02 09:00', 'q 03-03 10:00', 'exited: branch 03-03 10:00'],
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
