import { DateTime } from 'luxon';
import { claimedOnce } from '../../../src/adapters/prisma/claim-columns.js';
import { writtenOnce } from '../../../src/adapters/prisma/enrollment-columns.js';
import { settledOnce } from '../../../src/adapters/prisma/settled-columns.js';
import type { Enrollment } from '../../../src/app/ports/stores/enrollments.js';
import type { Claim, Settlement } from '../../../src/app/ports/stores/executions.js';
import type { Progress } from '../../../src/domain/enrollment/progress.js';

const at = (minute: number) => DateTime.utc(2026, 3, 2, 16, minute);

const claim: Claim = {
  ...{
    id: 'x',
    workspaceId: 'w',
    enrollmentId: 'e',
    sequenceId: 's',
    stepId: 'intro',
    stepName: 'Intro',
    kind: 'email',
  },
  ...{ occurrence: 1, variant: 'A', plannedAt: at(0), dueAt: at(1), summary: null, trace: null },
};
const settlement: Settlement = {
  ...{ id: 'x', attempt: 1, state: 'fired', reason: null, firedAt: at(0), settledAt: at(1), providerMessageId: 'm' },
  lookUpAt: null,
};
const progress = { ...{ pending: null, exited: null, pausedSince: null, records: [] } } as unknown as Progress;
const enrollment: Enrollment = {
  ...{ id: 'e', workspaceId: 'w', sequenceId: 's', sequenceVersionId: 'v', contactId: 'c', ownerId: 'o', progress },
  ...{ pauses: [], pausedUntil: null, hold: null, holdReason: null, queuedFor: null, dueAt: at(0), enrolledAt: at(1) },
};

/** Which of the different rows each is: what the statements' last list of numbers says. */
const numbersOf = (values: readonly unknown[], index: number) => values[index] as readonly number[];
const ofClaims = (...claims: Claim[]) => numbersOf(claimedOnce(claims), 3);
const ofSettlements = (...settlements: Settlement[]) => numbersOf(settledOnce(settlements), 2);
const columns = ({ progress: _, ...rest }: Enrollment) => ({ ...rest, id: null, ownerId: null, contactId: null });
const ofEnrollments = (...enrollments: Enrollment[]) => numbersOf(writtenOnce(enrollments, columns), 4);

test.each<Partial<Claim>>([
  { workspaceId: 'w2' },
  { sequenceId: 's2' },
  { stepId: 'second' },
  { stepName: 'Another' },
  { kind: 'sms' },
  { occurrence: 2 },
  { variant: 'B' },
  { plannedAt: at(2) },
  { plannedAt: null },
  { dueAt: at(2) },
  { trace: [] },
])('claims that differ in %o are told apart', (difference) => {
  expect(ofClaims(claim, { ...claim, ...difference }, { ...claim, id: 'y' })).toEqual([0, 1, 0]);
});

test.each<Partial<Settlement>>([
  { attempt: 2 },
  { state: 'failed' },
  { reason: 'busy' },
  { firedAt: at(2) },
  { firedAt: null },
  { settledAt: at(2) },
  { providerMessageId: 'm2' },
  { lookUpAt: at(2) },
])('settlements that differ in %o are told apart', (difference) => {
  expect(ofSettlements(settlement, { ...settlement, ...difference }, { ...settlement, id: 'y' })).toEqual([0, 1, 0]);
});

test.each<Partial<Enrollment>>([
  { workspaceId: 'w2' },
  { sequenceId: 's2' },
  { sequenceVersionId: 'v2' },
  { pauses: ['self'] },
  { pausedUntil: at(2) },
  { hold: 'failed' },
  { holdReason: 'bad address' },
  { queuedFor: 'rep@example.com' },
  { dueAt: null },
  { enrolledAt: at(2) },
])('enrollments that differ in %o are told apart', (difference) => {
  expect(ofEnrollments(enrollment, { ...enrollment, ...difference }, { ...enrollment, id: 'y' })).toEqual([0, 1, 0]);
});

test('enrollments at another place are told apart, and equal places that are made twice are not', () => {
  const other = { ...enrollment, progress: { ...progress, pausedSince: at(3) } };
  const again = { ...enrollment, progress: { ...progress } };
  const values = writtenOnce([enrollment, other, again], (one) => ({ progress: one.progress }));
  expect(numbersOf(values, 4)).toEqual([0, 1, 0]);
});

test('rows are told apart, and found alike, however many different ones there are', () => {
  const many = Array.from({ length: 50 }, (_, nth) => ({ ...settlement, providerMessageId: `m${nth}` }));
  const numbers = ofSettlements(...many, ...many);
  expect(numbers).toEqual([...many.keys(), ...many.keys()]);
});
