import type { Row } from './story.js';
import { mail, task, tellAll } from './story.js';

const mon9 = '2026-03-02T09:00';
const two = [mail('a', 'immediately'), mail('b', { days: 1, at: '09:00' })];
const call = [task('t', 'immediately', { pause: true }), mail('b', { delay: '1 hour' })];

describe('events', () => {
  const rows: Row[] = [
    [
      'a reply in the minute of the enrolment comes before its first step',
      { enrolledAt: mon9, events: [{ at: mon9, type: 'reply' }], steps: two },
      ['exited: reply 03-02 09:00'],
    ],
    [
      'seconds of an event are dropped, so it comes before the step of its minute',
      { enrolledAt: mon9, events: [{ at: '2026-03-03T09:00:59', type: 'reply' }], steps: two },
      ['a 03-02 09:00', 'exited: reply 03-03 09:00'],
    ],
    [
      'an event in the minute of the enrolment is not before it',
      { enrolledAt: '2026-03-02T09:00:40', events: [{ at: '2026-03-02T09:00:10', type: 'pause' }], steps: two },
      ['paused 03-02 09:00'],
    ],
    [
      'events of one minute apply as given',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T10:00:30', type: 'pause' },
          { at: '2026-03-02T10:00:10', type: 'resume' },
        ],
        steps: two,
      },
      ['a 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'events are put in order of time',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T12:00', type: 'resume' },
          { at: '2026-03-02T10:00', type: 'pause' },
        ],
        steps: two,
      },
      ['a 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'an offset in an event is heeded',
      { enrolledAt: mon9, events: [{ at: '2026-03-03T13:59Z', type: 'reply' }], steps: two },
      ['a 03-02 09:00', 'exited: reply 03-03 08:59'],
    ],
    [
      'a booked meeting ends it',
      { enrolledAt: mon9, events: [{ at: '2026-03-02T12:00', type: 'meeting-booked' }], steps: two },
      ['a 03-02 09:00', 'exited: meeting-booked 03-02 12:00'],
    ],
    [
      'unless exitOn leaves it out',
      { enrolledAt: mon9, exitOn: ['reply'], events: [{ at: '2026-03-02T12:00', type: 'meeting-booked' }], steps: two },
      ['a 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'an empty exitOn leaves bounces and unsubscribes',
      {
        enrolledAt: mon9,
        exitOn: [],
        events: [
          { at: '2026-03-02T12:00', type: 'reply' },
          { at: '2026-03-02T13:00', type: 'bounce' },
        ],
        steps: two,
      },
      ['a 03-02 09:00', 'exited: bounce 03-02 13:00'],
    ],
    [
      'the first end is the end',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T12:00', type: 'bounce' },
          { at: '2026-03-02T13:00', type: 'unsubscribe' },
        ],
        steps: two,
      },
      ['a 03-02 09:00', 'exited: bounce 03-02 12:00'],
    ],
    [
      'a reply ends a completed enrolment',
      { enrolledAt: mon9, events: [{ at: '2026-03-09T12:00', type: 'meeting-booked' }], steps: two },
      ['a 03-02 09:00', 'b 03-03 09:00', 'exited: meeting-booked 03-09 12:00'],
    ],
    [
      'a reply ends one that waits for a task',
      { enrolledAt: mon9, events: [{ at: '2026-03-09T12:00', type: 'reply' }], steps: call },
      ['t 03-02 09:00', 'exited: reply 03-09 12:00'],
    ],
    [
      'opens, clicks, fields and tags move nothing',
      {
        enrolledAt: mon9,
        events: [
          { at: '2026-03-02T12:00', type: 'open', step: 'a' },
          { at: '2026-03-02T12:00', type: 'click', step: 'a' },
          { at: '2026-03-02T12:00', type: 'field', name: 'x', value: null },
          { at: '2026-03-02T12:00', type: 'tag', tag: 'x' },
        ],
        steps: two,
      },
      ['a 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'events in the minute of until are applied',
      { enrolledAt: mon9, until: '2026-03-02T12:00', events: [{ at: '2026-03-02T12:00', type: 'reply' }], steps: two },
      ['a 03-02 09:00', 'exited: reply 03-02 12:00'],
    ],
    [
      'a firing in the minute of until is made',
      { enrolledAt: mon9, until: '2026-03-03T09:00', steps: two },
      ['a 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'until before the enrolment leaves all to come',
      { enrolledAt: mon9, until: '2026-03-01T09:00', steps: two },
      ['next 03-02 09:00'],
    ],
  ];
  tellAll(rows);
});

describe('tasks', () => {
  const done = (at: string, step = 't', more = {}) => ({ at, type: 'task-done', step, ...more });
  const rows: Row[] = [
    [
      'any outcome lets the cadence go on',
      { enrolledAt: mon9, events: [done('2026-03-02T12:00', 't', { outcome: 'no answer' })], steps: call },
      ['t 03-02 09:00', 'b 03-02 13:00', 'completed 03-02 13:00'],
    ],
    [
      'one that names another step leaves it waiting',
      { enrolledAt: mon9, events: [done('2026-03-02T12:00', 'b')], steps: call },
      ['t 03-02 09:00', 'waiting for t'],
    ],
    [
      'one before the task appears is ignored',
      {
        enrolledAt: mon9,
        events: [done('2026-03-02T14:00')],
        steps: [task('t', { at: '15:00' }, { pause: true }), mail('b')],
      },
      ['t 03-02 15:00', 'waiting for t'],
    ],
    [
      'one in the minute in which the task appears comes before it',
      {
        enrolledAt: mon9,
        events: [done('2026-03-02T15:00')],
        steps: [task('t', { at: '15:00' }, { pause: true }), mail('b')],
      },
      ['t 03-02 15:00', 'waiting for t'],
    ],
    [
      'a second Done changes nothing',
      { enrolledAt: mon9, events: [done('2026-03-02T12:00'), done('2026-03-02T12:30')], steps: call },
      ['t 03-02 09:00', 'b 03-02 13:00', 'completed 03-02 13:00'],
    ],
    [
      'Done of a task that does not pause moves nothing',
      {
        enrolledAt: mon9,
        events: [done('2026-03-02T12:00')],
        steps: [task('t', 'immediately'), mail('b', { days: 1, at: '09:00' })],
      },
      ['t 03-02 09:00', 'b 03-03 09:00', 'completed 03-03 09:00'],
    ],
    [
      'a last pausing task completes with Done',
      { enrolledAt: mon9, events: [done('2026-03-02T12:00:30')], steps: [task('t', 'immediately', { pause: true })] },
      ['t 03-02 09:00', 'completed 03-02 12:00'],
    ],
    [
      'Done after the end is ignored',
      { enrolledAt: mon9, events: [{ at: '2026-03-02T11:00', type: 'reply' }, done('2026-03-02T12:00')], steps: call },
      ['t 03-02 09:00', 'exited: reply 03-02 11:00'],
    ],
  ];
  tellAll(rows);
});
