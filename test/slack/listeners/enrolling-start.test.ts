import { DateTime } from 'luxon';
import { startInstant } from '../../../src/slack/listeners/enrolling/start.js';
import { pastInstant, readTypedStart } from '../../../src/slack/listeners/typed-time.js';

describe('when an enrollment begins', () => {
  // A Wednesday, 15:00 in New York.
  const now = DateTime.fromISO('2026-03-04T20:00:00Z');
  const zone = 'America/New_York';

  test.each([
    [{ word: 'yesterday' }, '09:00', '2026-03-03'],
    [{ word: 'today' }, null, '2026-03-04'],
    [{ word: 'tomorrow' }, '09:00', '2026-03-05'],
    [{ word: 'mon' }, null, '2026-03-09'],
    [{ word: 'wed' }, null, '2026-03-11'],
    [{ word: 'wed' }, '16:00', '2026-03-04'],
    [{ word: 'wed' }, '14:00', '2026-03-11'],
    [{ iso: '2026-12-01' }, null, '2026-12-01'],
  ] as const)('%j at %s is %s', (date, time, expected) => {
    expect(readTypedStart({ date, time }, zone, now)).toEqual({ date: expected, time });
  });

  const wall = { kind: 'email', when: { form: 'at', days: 0, at: '09:00', weekdays: null } };
  const atOnce = { kind: 'email', when: { form: 'delay', days: 0, delay: null, weekdays: null } };
  test.each([
    ['with a time', '2026-03-10', '09:30', wall, '2026-03-10T13:30:00.000Z'],
    ['a step with its own time keeps it on that date', '2026-03-10', null, wall, '2026-03-10T04:00:00.000Z'],
    ['a step that comes at once comes at the usual time', '2026-03-10', null, atOnce, '2026-03-10T14:00:00.000Z'],
    ['a time in the spring gap is an hour later', '2026-03-08', '02:30', wall, '2026-03-08T07:30:00.000Z'],
    ['today is now', '2026-03-04', null, wall, undefined],
    ['no date is now', null, null, wall, undefined],
  ])('%s', (_, date, time, step, expected) => {
    const sequence = { steps: [step], defaultTime: '10:00' } as unknown as Parameters<typeof startInstant>[1];
    expect(startInstant({ date, time }, sequence, null, zone, now)?.toUTC().toISO()).toBe(expected);
  });
});

describe('when something happened', () => {
  // A Wednesday, 15:00 in New York.
  const now = DateTime.fromISO('2026-03-04T20:00:00Z');
  const zone = 'America/New_York';

  test.each([
    [{ word: 'today' }, '09:00', '2026-03-04T09:00'],
    [{ word: 'today' }, null, '2026-03-04T15:00'],
    [{ word: 'yesterday' }, '16:30', '2026-03-03T16:30'],
    [{ word: 'yesterday' }, null, '2026-03-03T23:59'],
    [{ word: 'tue' }, '09:00', '2026-03-03T09:00'],
    [{ word: 'thu' }, null, '2026-02-26T23:59'],
    [{ word: 'wed' }, '14:00', '2026-03-04T14:00'],
    [{ word: 'wed' }, '16:00', '2026-02-25T16:00'],
    [{ word: 'tomorrow' }, '09:00', '2026-03-05T09:00'],
    [{ iso: '2026-03-01' }, '10:00', '2026-03-01T10:00'],
  ] as const)('%j at %s was %s', (date, time, expected) => {
    expect(pastInstant({ date, time }, zone, now).setZone(zone).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(expected);
  });
});
