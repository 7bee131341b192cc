import { planOf } from '../../../src/app/enrollments/planOf.js';
import type { Enrollment } from '../../../src/app/ports/stores/enrollments.js';
import type { SequenceVersion } from '../../../src/app/ports/stores/sequences.js';
import { summarizeEdit } from '../../../src/app/sequences/summarizeEdit.js';
import { editOf, effectOfEdit } from '../../../src/domain/enrollment/edit-effect.js';
import { publish as becomes } from '../../../src/domain/enrollment/publish.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import type { Sequence } from '../../../src/domain/sequence/sequence.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { email } from './editing.js';
import { publish } from './publishing.js';

/** Those who stand alike are worked out and written once: it must be what the rules make of each of them alone. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const renewal = (id: string, event = 'renewal') => email(id, { event, offset: '-7 days', at: '09:00' });
const read = (file: Record<string, unknown>): Sequence => {
  const parsed = parseSequence({ name: 'Outbound', ...file });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
};
const everybody = ({ sequenceId }: SequenceVersion) =>
  world.store.read.enrollments.find({ workspaceId: world.workspace.id, sequenceId, status: 'open' });

/** What publishing this makes of each, by the rules, one by one. */
async function oneByOne(version: SequenceVersion, after: Sequence) {
  const now = await world.clock.now();
  const edit = editOf(version.definition, after);
  const alone = async (enrollment: Enrollment) => {
    const contact = await world.store.read.contacts.byId(enrollment.contactId);
    const own = (await world.store.read.sequences.version(enrollment.sequenceVersionId)) ?? version;
    const plans = [own, { definition: after }].map((one) => planOf(one, world.workspace, contact));
    const [before = plans[0], then = plans[0]] = plans;
    if (before === undefined || then === undefined) throw new Error('two plans');
    const { progress } = becomes(before, then, enrollment.progress, now);
    return { id: enrollment.id, progress, effect: effectOfEdit(edit, enrollment.progress, progress) };
  };
  return Promise.all((await everybody(version)).map(alone));
}

async function expectAsAlone(version: SequenceVersion, file: Record<string, unknown>) {
  const after = read(file);
  const alone = await oneByOne(version, after);
  const { store, workspace, clock } = world;
  const summary = await summarizeEdit(store.read, workspace, version, after, await clock.now());
  const count = (kind: string) => alone.filter(({ effect }) => effect.kind === kind && !effect.wasFinished).length;
  expect(summary.numbers).toMatchObject({
    ...{ people: alone.length, next: count('next'), time: count('time'), ended: count('end') },
    affected: alone.filter(({ effect }) => effect.isAffected && !effect.wasFinished).length,
  });
  const times = alone.flatMap(({ effect: { kind, next } }) => (kind === 'time' && next ? [next.at.toMillis()] : []));
  const shown = summary.time.flatMap(({ first, last }) => [first.toMillis(), last.toMillis()]);
  expect([Math.min(...shown), Math.max(...shown)]).toEqual([Math.min(...times), Math.max(...times)]);
  const owners = new Map((await everybody(version)).map(({ id, ownerId }) => [id, ownerId]));
  expect(await publish(world, file, version.sequenceId)).toMatchObject({ ok: true, takenOver: alone.length });
  const stored = new Map((await everybody(version)).map((enrollment) => [enrollment.id, enrollment]));
  for (const { id, progress } of alone) {
    expect(stored.get(id)?.progress).toEqual(progress);
    expect(stored.get(id)?.dueAt?.toMillis()).toBe(progress.pending?.dueAt.toMillis());
    expect(stored.get(id)?.ownerId).toBe(owners.get(id));
  }
  return alone;
}

test('people who stand alike in several time zones and with several owners each get their own time', async () => {
  const file = { zone: 'contact', steps: [email('intro'), email('call')] };
  const version = await world.publish(file);
  const other = await world.member('ben');
  for (const zone of ['America/New_York', 'America/New_York', 'Europe/London', 'Asia/Tokyo', null]) {
    const { enrollment } = await world.enrollIn(version, { zone });
    if (zone === null)
      await world.store.read.enrollments.save({ ...enrollment, ownerId: other.id }, await world.clock.now());
  }
  const alone = await expectAsAlone(version, {
    zone: 'contact',
    steps: [email('intro', { days: 3, at: '15:00' }), email('call')],
  });
  expect(new Set(alone.map(({ progress }) => progress.pending?.dueAt.toMillis())).size).toBe(4);
});

test('people who stand alike in several versions are taken over from their own', async () => {
  const version = await world.publish({ steps: [email('intro'), email('call')] });
  const [{ enrollment }, { enrollment: other }] = [await world.enrollIn(version), await world.enrollIn(version)];
  const second = { steps: [email('intro', { days: 4, at: '09:00' }), email('call')] };
  await publish(world, second, version.sequenceId);
  const sequence = await world.store.read.sequences.byId(version.sequenceId);
  const current = await world.store.read.sequences.version(sequence?.currentVersionId ?? '');
  if (current === null) throw new Error('no current version');
  // One stayed behind, as one does whose mail is being sent meanwhile.
  const behind = { ...other, sequenceVersionId: current.id };
  await world.store.read.enrollments.saveMany([enrollment, behind], await world.clock.now());
  const alone = await expectAsAlone(current, { steps: [...second.steps, email('end')] });
  expect(alone.map(({ effect }) => effect.kind).sort()).toEqual(['same', 'time']);
});

test('in a date sequence each gets what their own dates make of it', async () => {
  const file = { type: 'date', steps: [renewal('reminder', 'birthday')] };
  const version = await world.publish(file);
  for (const day of ['2026-05-01', '2026-06-01', '2026-06-01'])
    await world.enrollIn(version, { fields: { birthday: '2026-12-01', renewal: day } });
  const alone = await expectAsAlone(version, { ...file, steps: [renewal('reminder')] });
  expect(new Set(alone.map(({ progress }) => progress.pending?.dueAt.toMillis())).size).toBe(2);
});

test('a page at a time everybody is counted once', async () => {
  const version = await world.publish({ steps: [email('intro')] });
  for (let one = 0; one < 5; one += 1) await world.enrollIn(version, { zone: one < 2 ? 'Europe/London' : null });
  const { enrollments } = world.store.read;
  const of = { sequenceId: version.sequenceId, status: 'open', apart: false } as const;
  const counts: number[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof enrollments.alike>> = await enrollments.alike({ ...of, after, limit: 4 });
    counts.push(...page.alike.map(({ people }) => people).sort());
    after = page.last;
    if (after === null) break;
  }
  expect(counts).toEqual([2, 2, 1]);
  const apart = await enrollments.alike({ ...of, apart: true, after: null, limit: 10 });
  expect(apart.alike.map(({ people }) => people)).toEqual([1, 1, 1, 1, 1]);
});
