import { branch, mail, tellAll } from './story.js';

/** Monday, 2 March 2026. */
const enrolledAt = '2026-03-02T09:00';
const tagged = { contact: { tags: ['t'] } };
const goto = (step: string) => ({ goto: step });

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
