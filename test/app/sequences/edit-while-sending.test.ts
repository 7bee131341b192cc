import { resolveUncertain } from '../../../src/app/enrollments/resolveUncertain.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { MailOutcome } from '../../../src/app/ports/mailer.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { endLeases } from '../../support/ledger.js';
import { email, publish } from './publishing.js';

const intro = email('intro', 'immediately');
const second = email('second');
const third = email('third');

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

async function edit(sequenceId: string, steps: readonly unknown[]) {
  expect(await publish(world, { steps }, sequenceId)).toMatchObject({ ok: true });
}

async function standing(id: string) {
  const enrollment = await world.store.read.enrollments.byId(id);
  const rows = await world.store.read.executions.ofEnrollment(id);
  return {
    version: (await world.store.read.sequences.version(enrollment?.sequenceVersionId ?? ''))?.number,
    next: enrollment?.progress.pending?.stepId ?? null,
    dueAt: enrollment?.dueAt?.toISO() ?? null,
    hold: enrollment?.hold,
    rows: rows.map(({ stepId, state }) => `${stepId} ${state}`),
  };
}

const questions = async () =>
  (await world.pool.query("SELECT id FROM posts WHERE content->'notice'->>'kind' = 'uncertain'")).rows;
const answer = async (sent: boolean) => {
  const [{ id: postId }] = await questions();
  return resolveUncertain(world.app, { actor: world.rep, postId, asked: 1, sent });
};
/** Its two mails that leave one after the other, as the edit has them: when which one leaves. */
const leavesAt = async (...times: readonly string[]) => {
  const before = world.mailer.taken.length;
  const counts = [];
  for (const time of times) {
    await world.fireAt(time);
    counts.push(world.mailer.taken.length - before);
  }
  return counts;
};

describe('an edit that is published while a mail is being sent', () => {
  /** The intro's request is open when the sequence becomes `steps`, and is answered after that. */
  async function editedMeanwhile(steps: readonly unknown[], outcome: MailOutcome) {
    const version = await world.publish({ steps: [intro, second] });
    const { enrollment } = await world.enrollIn(version);
    const send = async () => {
      await edit(version.sequenceId, steps);
      return outcome;
    };
    await fireDue({ ...world.deps, mailer: { send: asking(send) } });
    return { id: enrollment.id, sequenceId: version.sequenceId };
  }
  const busy: MailOutcome = { kind: 'deferred', reason: 'busy (503)', retryAfterMs: null, cause: 'moment' };
  const unknown: MailOutcome = { kind: 'unknown', reason: 'no answer' };
  const refused: MailOutcome = { kind: 'refused', reason: 'a bad address' };

  test('takes the enrollment over when the mail has left', async () => {
    const { id } = await editedMeanwhile([intro, email('between'), second], {
      kind: 'accepted',
      providerMessageId: null,
    });
    const dueAt = '2026-03-03T17:00:00.000Z';
    expect(await standing(id)).toEqual({ version: 2, next: 'between', dueAt, hold: null, rows: ['intro fired'] });
  });

  test('loses no mail that surely did not leave: it is tried again, and the next counts from when it left', async () => {
    const { id } = await editedMeanwhile([intro, second, third], busy);
    expect(await standing(id)).toMatchObject({ version: 2, next: 'intro', hold: null });
    expect(await leavesAt('2026-03-02T08:01', '2026-03-03T08:59', '2026-03-03T09:00')).toEqual([1, 1, 2]);
    expect((await standing(id)).rows).toEqual(['intro fired', 'second fired']);
  });

  test('drops a mail that did not leave where the edit has no such step', async () => {
    const { id } = await editedMeanwhile([second, third], busy);
    expect(await standing(id)).toMatchObject({ version: 2, next: 'second', hold: null });
    expect(await leavesAt('2026-03-03T09:00', '2026-03-04T09:00')).toEqual([1, 2]);
  });

  test('leaves a refused mail to its owner', async () => {
    const { id } = await editedMeanwhile([intro, second, third], refused);
    expect(await standing(id)).toMatchObject({ version: 2, next: 'intro', hold: 'failed', rows: ['intro failed'] });
  });

  test('goes on without a refused mail where the edit has no such step', async () => {
    const { id } = await editedMeanwhile([second], refused);
    expect(await standing(id)).toMatchObject({ version: 2, next: 'second', hold: null, rows: ['intro cancelled'] });
  });

  test('asks about a mail of which nobody knows, and does what the answer says', async () => {
    const { id } = await editedMeanwhile([intro, second, third], unknown);
    expect(await standing(id)).toMatchObject({ version: 2, next: 'intro', hold: 'uncertain', dueAt: null });
    expect(await answer(false)).toMatchObject({ settled: 1, again: 1 });
    expect(await leavesAt('2026-03-02T08:01', '2026-03-03T09:00')).toEqual([1, 2]);
  });

  test('asks too where the worker died with it', async () => {
    const version = await world.publish({ steps: [intro, second] });
    const { enrollment } = await world.enrollIn(version);
    await new Promise<void>((resolve) => {
      const send = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      void fireDue({ ...world.deps, mailer: { send: asking(send) } });
    });
    await edit(version.sequenceId, [intro, second, third]);
    expect(await standing(enrollment.id)).toMatchObject({ version: 1, dueAt: null });
    await endLeases(world.pool);
    await recoverLapsed(world.deps);
    expect(await standing(enrollment.id)).toMatchObject({ version: 2, next: 'intro', hold: 'uncertain' });
  });

  test('takes over nobody before it was published, whose mail left hours before with a worker that died', async () => {
    const version = await world.publish({ steps: [intro, second] });
    const { enrollment } = await world.enrollIn(version);
    const sender = stepSender('email', world.deps);
    const { ready } = await sender.claim({ now: await world.clock.now(), limit: 1, shut: null });
    const begun = await sender.begin([ready]);
    const accepted = begun.map(({ requestId: id }) => ({ id, providerMessageId: null }));
    await sender.begin([], { accepted });
    await world.clock.freezeAt((await world.clock.now()).plus({ hours: 2 }));
    await edit(version.sequenceId, [intro, email('between', { delay: '1 hour' }), second]);
    const published = await world.clock.now();
    await endLeases(world.pool);
    await world.pool.query("UPDATE requests SET kept_at = kept_at - interval '2 hours'");
    await recoverLapsed(world.deps);
    // An hour after the intro was before the edit: it comes a day later, as for everybody then.
    const dueAt = published.plus({ days: 1 }).toUTC().toISO();
    expect(await standing(enrollment.id)).toMatchObject({ version: 2, next: 'between', dueAt, rows: ['intro fired'] });
    const { rows } = await world.pool.query("SELECT at FROM enrollment_history WHERE what->>'kind' = 'edited'");
    expect(rows).toEqual([{ at: published.toJSDate() }]);
  });

  test('is overtaken by a later one', async () => {
    const version = await world.publish({ steps: [intro, second] });
    const { enrollment } = await world.enrollIn(version);
    const send = async () => {
      await edit(version.sequenceId, [intro, email('between'), second]);
      await edit(version.sequenceId, [intro, third]);
      return { kind: 'accepted', providerMessageId: null } as const;
    };
    await fireDue({ ...world.deps, mailer: { send: asking(send) } });
    expect(await standing(enrollment.id)).toMatchObject({ version: 3, next: 'third', rows: ['intro fired'] });
  });
});

describe('a step of which nobody knows whether it left, and that an edit takes away', () => {
  async function editedAway() {
    const version = await world.publish({ steps: [intro, second] });
    const { enrollment } = await world.enrollIn(version);
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' } });
    await world.fireAt('2026-03-02T08:00');
    await edit(version.sequenceId, [second]);
    expect(await standing(enrollment.id)).toMatchObject({ next: 'second', hold: 'uncertain', dueAt: null });
    return enrollment;
  }

  test.each([true, false])('lets the cadence go on when somebody says whether it was (sent: %s)', async (sent) => {
    const { id } = await editedAway();
    expect(await answer(sent)).toMatchObject({ ok: true, settled: 1, again: 0 });
    expect(await standing(id)).toMatchObject({ next: 'second', hold: null, dueAt: '2026-03-03T17:00:00.000Z' });
    expect(await leavesAt('2026-03-03T09:00', '2026-03-10T09:00')).toEqual([1, 1]);
  });

  test('lets it go on when the provider answers after all', async () => {
    const version = await world.publish({ steps: [intro, second] });
    const { enrollment } = await world.enrollIn(version);
    const send = async () => {
      await endLeases(world.pool);
      await recoverLapsed(world.deps);
      await edit(version.sequenceId, [second]);
      return { kind: 'accepted', providerMessageId: null } as const;
    };
    await fireDue({ ...world.deps, mailer: { send: asking(send) } });
    const rows = ['intro fired'];
    expect(await standing(enrollment.id)).toMatchObject({ next: 'second', hold: null, rows });
    expect(await leavesAt('2026-03-03T09:00')).toEqual([1]);
  });

  test('keeps it held while another of its mails is unknown', async () => {
    const { id } = await editedAway();
    await world.pool.query(
      `INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state, due_at)
       SELECT gen_random_uuid(), workspace_id, id, sequence_id, 'earlier', 'Earlier', 'email', 1, 'uncertain', now() FROM enrollments`,
    );
    await answer(true);
    expect(await standing(id)).toMatchObject({ hold: 'uncertain', dueAt: null });
  });
});

test('a refused step that an edit takes away and another brings back is tried again', async () => {
  const version = await world.publish({ steps: [intro, second] });
  const { enrollment } = await world.enrollIn(version);
  world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'bad' } });
  await world.fireAt('2026-03-02T08:00');
  await edit(version.sequenceId, [second]);
  await edit(version.sequenceId, [intro, second]);
  expect(await leavesAt('2026-03-03T10:00', '2026-03-04T09:00')).toEqual([1, 2]);
  expect((await standing(enrollment.id)).rows).toEqual(['intro fired', 'second fired']);
});
