import { DateTime } from 'luxon';
import type { Claim } from '../../../src/app/ports/stores/executions.js';
import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const at = (minute: number) => DateTime.utc(2026, 3, 2, 16, minute);

/** What one claim may differ in from the one before it; the trace is another object with each, or the same. */
const differences: readonly Partial<Claim>[] = [
  {},
  {},
  { workspaceId: '01a207c9-35c3-72d6-bfee-67ba8cd9c67c' },
  { sequenceId: '01a207c9-35c3-72d6-bfee-67ba8cd9c67d' },
  { stepId: 'second' },
  { stepName: 'Another name' },
  { kind: 'sms' },
  { occurrence: 2 },
  { variant: 'B' },
  { plannedAt: null },
  { plannedAt: at(1) },
  { dueAt: at(2) },
  { trace: null },
  { trace: [] },
  { summary: null },
  { summary: { to: 'bo@example.com', subject: 'null, "quoted", \\ and {braced}' } },
];

test('claims that are written together each keep what is their own', async () => {
  const version = await world.publish({
    steps: [{ id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } }],
  });
  const trace = [{ rule: 'due', to: '2026-03-02T16:00:00.000Z' }] as unknown as Claim['trace'];
  const claims: Claim[] = [];
  for (const [index, difference] of differences.entries()) {
    const { enrollment } = await world.enrollIn(version, { email: `ada${index}@example.com` });
    const { id: enrollmentId, workspaceId, sequenceId } = enrollment;
    const of = { id: world.ids.next(), workspaceId, enrollmentId, sequenceId };
    const step = { stepId: 'intro', stepName: 'Intro', kind: 'email', occurrence: 1, variant: 'A' };
    const summary = { to: `ada${index}@example.com`, subject: 'Hello' };
    claims.push({ ...of, ...step, plannedAt: at(0), dueAt: at(0), summary, trace, ...difference });
  }
  const { executions } = world.store.read;
  expect(await executions.claim(claims, { worker: 'w1', leaseMs: 45_000 })).toEqual(claims);
  const stored = await executions.byIds(claims.map(({ id }) => id));
  expect(stored).toMatchObject(claims);
  const without = claims.find(({ summary }) => summary === null);
  const { rows } = await world.pool.query('SELECT summary IS NULL AS is FROM executions WHERE id = $1', [without?.id]);
  expect(rows).toEqual([{ is: true }]);
});
