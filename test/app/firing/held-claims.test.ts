import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Claim } from '../../../src/app/ports/stores/executions.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { endLeases } from '../../support/ledger.js';

const mail = { subject: 'Hello', body: 'Hi there.' };
const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };
const later = { ...intro, id: 'later', name: 'Later', when: { days: 1, at: '09:00' } };

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const lapse = () => endLeases(world.pool);
const enrolled = async () => (await world.enrollIn(await world.publish({ steps: [intro, later] }))).enrollment;

describe('a claim', () => {
  async function claimOf(worker: string, leaseMs = 60_000): Promise<{ claim: Claim; held: Claim[] }> {
    const [enrollment] = await world.store.read.enrollments.find({ workspaceId: world.workspace.id });
    const claim: Claim = {
      id: world.ids.next(),
      workspaceId: world.workspace.id,
      enrollmentId: enrollment?.id ?? '',
      sequenceId: enrollment?.sequenceId ?? '',
      stepId: 'intro',
      stepName: 'Intro',
      kind: 'email',
      occurrence: 1,
      variant: null,
      plannedAt: null,
      dueAt: await world.clock.now(),
      summary: null,
      trace: null,
    };
    return { claim, held: await world.store.read.executions.claim([claim], { worker, leaseMs }) };
  }
  const begin = (id: string, worker: string, claimId = id) =>
    world.store.read.executions.beginSending([beginning(id, claimId)], { worker, leaseMs: 60_000 });
  const beginning = (id: string, claimId = id) => ({ id: world.ids.next(), claims: [heldAs(id, claimId)] });
  const heldAs = (executionId: string, claimId = executionId) => ({ executionId, claimId });

  beforeEach(enrolled);

  test('is taken over by nobody until it is given up, and by anybody after that', async () => {
    const { claim } = await claimOf('first');
    expect((await claimOf('second')).held).toEqual([]);
    await lapse();
    expect((await claimOf('second')).held).toEqual([]);
    await world.store.read.executions.giveUp([claim.id], 'gone', await world.clock.now(), []);
    expect((await claimOf('second')).held).toMatchObject([{ id: claim.id }]);
  });

  test('lets a worker that slept past its lease send nothing', async () => {
    const { claim } = await claimOf('first');
    await lapse();
    expect(await begin(claim.id, 'first')).toEqual([]);
  });

  test('lets nobody send but the worker that holds it', async () => {
    const { claim } = await claimOf('first');
    expect(await begin(claim.id, 'second')).toEqual([]);
    expect(await begin(claim.id, 'first')).toEqual([{ ...heldAs(claim.id), attempt: 1 }]);
  });

  test('is given back by nobody but the worker that holds it, and not once it is being sent', async () => {
    const { executions } = world.store.read;
    const { claim } = await claimOf('first');
    expect(await executions.giveBack([heldAs(claim.id)], 'second')).toEqual([]);
    expect(await executions.giveBack([heldAs(claim.id)], 'first')).toMatchObject([
      { id: claim.id, state: 'cancelled' },
    ]);
    const again = heldAs(claim.id, (await claimOf('first')).claim.id);
    expect(await begin(claim.id, 'first', again.claimId)).toHaveLength(1);
    expect(await executions.giveBack([again], 'first')).toEqual([]);
  });

  test('is settled by the answer to its latest request, and by nobody while it is being sent', async () => {
    const { executions } = world.store.read;
    const now = await world.clock.now();
    const { claim } = await claimOf('first');
    await begin(claim.id, 'first');
    const word = {
      id: claim.id,
      state: 'fired',
      reason: null,
      firedAt: now,
      settledAt: now,
      providerMessageId: null,
      lookUpAt: null,
    } as const;
    expect(await executions.settle([{ ...word, attempt: null }])).toEqual([]);
    expect(await executions.settle([{ ...word, attempt: 2 }])).toEqual([]);
    expect(await executions.settle([{ ...word, attempt: 1 }])).toEqual([claim.id]);
  });

  test('of which nothing ever left is due again after a crash, and nobody is asked about it', async () => {
    const { executions } = world.store.read;
    const { claim } = await claimOf('first');
    await executions.beginSending([beginning(claim.id)], { worker: 'first', leaseMs: 60_000 }, 'no connection');
    await lapse();
    const given = await executions.giveUp([claim.id], 'gone', await world.clock.now(), []);
    expect(given).toMatchObject([{ state: 'cancelled', reason: null, settledAt: null }]);
  });

  test('is given up only when its lease is over', async () => {
    const { executions } = world.store.read;
    const now = await world.clock.now();
    const { claim } = await claimOf('first');
    expect(await executions.giveUp([claim.id], 'gone', now, [])).toEqual([]);
    await lapse();
    expect(await executions.giveUp([claim.id], 'gone', now, [])).toMatchObject([{ state: 'cancelled', reason: null }]);
  });
});

test('of two claims of one mail in one request of a worker, the one that is over does not leave', async () => {
  await enrolled();
  const sender = stepSender('email', world.deps);
  const claim = async () => (await sender.claim({ now: await world.clock.now(), limit: 1, shut: null })).ready;
  const over = await claim();
  await lapse();
  await recoverLapsed(world.deps);
  const [own] = await claim();
  if (own === undefined) throw new Error('it was claimed anew');
  expect(await sender.begin([[...over, own]])).toEqual([{ item: own, attempt: 1, requestId: expect.any(String) }]);
});
