import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseCase } from '../../../src/domain/simulate/case.js';
import {
  arbitraryDateSequence,
  arbitraryDateSteps,
  arbitraryStepSequence,
  arbitrarySteps,
} from '../sequence/arbitrary-sequence.js';

const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];
/** Around the changes of clocks of 2026. */
const starts = [
  '2026-03-06T14:00Z',
  '2026-03-27T08:07Z',
  '2026-04-02T10:00Z',
  '2026-10-23T12:31Z',
  '2026-10-30T20:00Z',
];

const event = (steps: fc.Arbitrary<unknown[]>) =>
  fc.record({
    after: fc.nat(20_000),
    body: fc.oneof(
      fc.constantFrom({ type: 'pause' }, { type: 'pause' }, { type: 'reply' }, { type: 'open', step: 'a' }),
      fc.constantFrom({ type: 'reply', step: 'b' }, { type: 'click', step: 'b' }, { type: 'meeting-booked' }),
      fc.constantFrom('keep', 'shift', 'skip').map((policy) => ({ type: 'resume', policy })),
      fc.constantFrom('a', 'b', 'c').map((step) => ({ type: 'task-done', step })),
      fc.constantFrom('a', 'b', 'c').map((step) => ({ type: 'task-done', step, outcome: 'no answer' })),
      fc.constantFrom('cold', 'vip').map((tag) => ({ type: 'tag', tag })),
      fc
        .tuple(fc.constantFrom('renewal', 'born', 'employees'), fc.constantFrom('2026-03-12', '2026-05-01', '', 250))
        .map(([name, value]) => ({ type: 'field', name, value })),
      steps.map((list) => ({ type: 'publish', steps: list })),
    ),
  });

const contacts = [
  {},
  { zone: 'America/Los_Angeles', tags: ['VIP'] },
  { fields: { plan: 'trial', employees: '250', renewal: '2026-04-05', born: '1992-02-29' } },
];

const caseOf = (sequence: fc.Arbitrary<Record<string, unknown>>, steps: fc.Arbitrary<unknown[]>) =>
  fc
    .record({
      sequence,
      accountZone: fc.constantFrom(...zones),
      contact: fc.constantFrom<object>(...contacts),
      start: fc.constantFrom(...starts),
      later: fc.nat(4000),
      delayGrid: fc.constantFrom(1, 5, 10, 15, 30),
      events: fc.array(event(steps), { maxLength: 6 }),
    })
    .map(({ start, later, events, ...rest }) => {
      const enrolledAt = DateTime.fromISO(start, { zone: 'utc' }).plus({ minutes: later });
      const timed = events.map(({ after, body }) => ({ at: enrolledAt.plus({ minutes: after }).toISO(), ...body }));
      return { ...rest, limit: 25, enrolledAt: enrolledAt.toISO(), events: timed };
    });

export const arbitraryCase = fc.oneof(
  { weight: 3, arbitrary: caseOf(arbitraryStepSequence, arbitrarySteps) },
  { weight: 1, arbitrary: caseOf(arbitraryDateSequence, arbitraryDateSteps) },
);

/** A case that is known to be right. */
export function readable(input: unknown) {
  const parsed = parseCase(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.case;
}
