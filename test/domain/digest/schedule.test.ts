import { DateTime } from 'luxon';
import { isLateDigest, nextDigestAt, parseDigestTime } from '../../../src/domain/digest/schedule.js';

const utc = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' });

describe('nextDigestAt', () => {
  test.each`
    what                                                    | rhythm        | at         | zone                      | after                     | next
    ${'later today'}                                        | ${'daily'}    | ${'08:30'} | ${'Europe/Berlin'}        | ${'2026-03-03T07:29:59Z'} | ${'2026-03-03T07:30:00Z'}
    ${'strictly after: at its own minute, tomorrow'}        | ${'daily'}    | ${'08:30'} | ${'Europe/Berlin'}        | ${'2026-03-03T07:30:00Z'} | ${'2026-03-04T07:30:00Z'}
    ${'a second after its time, tomorrow'}                  | ${'daily'}    | ${'08:30'} | ${'Europe/Berlin'}        | ${'2026-03-03T07:30:01Z'} | ${'2026-03-04T07:30:00Z'}
    ${"the zone's date, not UTC's"}                         | ${'daily'}    | ${'08:30'} | ${'Pacific/Auckland'}     | ${'2026-03-03T18:00:00Z'} | ${'2026-03-03T19:30:00Z'}
    ${'days later: one, not those missed'}                  | ${'daily'}    | ${'08:30'} | ${'Etc/UTC'}              | ${'2026-03-06T12:00:00Z'} | ${'2026-03-07T08:30:00Z'}
    ${'Saturday, daily'}                                    | ${'daily'}    | ${'08:30'} | ${'Etc/UTC'}              | ${'2026-03-06T08:30:00Z'} | ${'2026-03-07T08:30:00Z'}
    ${'Friday to Monday on weekdays'}                       | ${'weekdays'} | ${'08:30'} | ${'Etc/UTC'}              | ${'2026-03-06T08:30:00Z'} | ${'2026-03-09T08:30:00Z'}
    ${'Sunday to Monday on weekdays'}                       | ${'weekdays'} | ${'08:30'} | ${'Etc/UTC'}              | ${'2026-03-08T09:00:00Z'} | ${'2026-03-09T08:30:00Z'}
    ${"weekdays are the zone's: Monday there, Sunday here"} | ${'weekdays'} | ${'08:30'} | ${'Pacific/Auckland'}     | ${'2026-03-08T12:00:00Z'} | ${'2026-03-08T19:30:00Z'}
    ${'in summer time an hour earlier in UTC'}              | ${'daily'}    | ${'08:30'} | ${'Europe/Berlin'}        | ${'2026-03-28T07:30:00Z'} | ${'2026-03-29T06:30:00Z'}
    ${'in a spring gap, with the offset before it'}         | ${'daily'}    | ${'02:30'} | ${'Europe/Berlin'}        | ${'2026-03-28T12:00:00Z'} | ${'2026-03-29T01:30:00Z'}
    ${'after the one in the gap, the next date'}            | ${'daily'}    | ${'02:30'} | ${'Europe/Berlin'}        | ${'2026-03-29T01:30:00Z'} | ${'2026-03-30T00:30:00Z'}
    ${'ambiguous in autumn, its first occurrence'}          | ${'daily'}    | ${'02:30'} | ${'Europe/Berlin'}        | ${'2026-10-24T12:00:00Z'} | ${'2026-10-25T00:30:00Z'}
    ${'once on that day: not at its second occurrence'}     | ${'daily'}    | ${'02:30'} | ${'Europe/Berlin'}        | ${'2026-10-25T00:30:00Z'} | ${'2026-10-26T01:30:00Z'}
    ${'in a gap that begins at midnight'}                   | ${'daily'}    | ${'00:30'} | ${'Africa/Cairo'}         | ${'2026-04-23T21:00:00Z'} | ${'2026-04-23T22:30:00Z'}
    ${'in a gap that ends at midnight, after midnight'}     | ${'daily'}    | ${'23:30'} | ${'America/Scoresbysund'} | ${'2024-03-31T00:10:00Z'} | ${'2024-03-31T00:30:00Z'}
  `('$what', ({ rhythm, at, zone, after, next }) => {
    expect(nextDigestAt({ rhythm, at, zone }, utc(after)).toISO()).toBe(utc(next).toISO());
  });

  test('a time that is none is a fault of the program', () => {
    expect(() => nextDigestAt({ rhythm: 'daily', at: '24:00', zone: 'Etc/UTC' }, utc('2026-03-03'))).toThrow(
      RangeError,
    );
  });
});

test.each`
  text          | time
  ${'08:30'}    | ${'08:30'}
  ${'8:30'}     | ${'08:30'}
  ${'8am'}      | ${'08:00'}
  ${' 8 AM '}   | ${'08:00'}
  ${'8:30pm'}   | ${'20:30'}
  ${'12am'}     | ${'00:00'}
  ${'12:15pm'}  | ${'12:15'}
  ${'00:00'}    | ${'00:00'}
  ${'23:59'}    | ${'23:59'}
  ${'24:00'}    | ${null}
  ${'8:60'}     | ${null}
  ${'8:3'}      | ${null}
  ${'8'}        | ${null}
  ${'13pm'}     | ${null}
  ${'0am'}      | ${null}
  ${'tomorrow'} | ${null}
  ${''}         | ${null}
`('a digest time $text is read as $time', ({ text, time }) => {
  expect(parseDigestTime(text)).toBe(time);
});

test.each`
  now                       | late
  ${'2026-03-03T08:45:00Z'} | ${false}
  ${'2026-03-03T08:45:01Z'} | ${true}
  ${'2026-03-05T08:30:00Z'} | ${true}
`('a digest of 08:30 that is posted at $now is late: $late', ({ now, late }) => {
  expect(isLateDigest(utc('2026-03-03T08:30:00Z'), utc(now))).toBe(late);
});
