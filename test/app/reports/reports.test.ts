import { DateTime } from 'luxon';
import { recordReply } from '../../../src/app/enrollments/recordReply.js';
import { importFiles } from '../../../src/app/importing/importFiles.js';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { promoteVariant } from '../../../src/app/reports/promoteVariant.js';
import { promoteWinners } from '../../../src/app/reports/promoteWinners.js';
import { reportBeside, reportSequence } from '../../../src/app/reports/reportSequence.js';
import { takeBackPromotion } from '../../../src/app/reports/takeBackPromotion.js';
import { decideRequest } from '../../../src/app/sequences/decideRequest.js';
import { saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import { startEdit } from '../../../src/app/sequences/startEdit.js';
import type { ShownReport } from '../../../src/app/shown/report.js';
import { completeTask } from '../../../src/app/tasks/completeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { publish } from '../sequences/publishing.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const variant = (id: string) => ({ id, weight: 1, email: { subject: id, body: 'Good day.' } });
const intro = { id: 'intro', kind: 'email', when: 'immediately', variants: [variant('short'), variant('long')] };
const call = {
  id: 'call',
  kind: 'task',
  when: 'immediately',
  variants: [
    { id: 'ring', weight: 1, task: { title: 'Ring', type: 'call' } },
    { id: 'invite', weight: 1, task: { title: 'Invite', type: 'linkedin' } },
  ],
};
const alone = { ...intro, id: 'follow-up', when: { days: 1, at: '09:00' }, variants: [variant('long')] };
const followUp = { ...intro, id: 'follow-up', when: { days: 1, at: '09:00' } };

async function enrolled(people: number, ...steps: object[]) {
  const version = await world.publish({ exitOn: [], steps });
  for (let index = 0; index < people; index += 1) {
    await world.enrollIn(version, { email: `p${index}@example.com` });
  }
  await world.fireAt('2026-03-02T08:00');
  return version;
}

async function report(period: ShownReport['period'] = { kind: 'all' }): Promise<ShownReport> {
  const result = await reportSequence(world.app, { actor: world.manager, name: 'outbound', period });
  if (!result.ok) throw new Error(result.reason);
  return result.report;
}

test('a step that was removed keeps its name and its figures', async () => {
  const { sequenceId } = await enrolled(2, intro, { ...call, name: 'The call' });
  await publish(world, { exitOn: [], steps: [intro] }, sequenceId);
  const { steps } = await report();
  expect(steps.map(({ label, kind, isRemoved, figures }) => [label, kind, isRemoved, figures.reached])).toEqual([
    ['intro', 'email', false, 2],
    ['The call', 'task', true, 2],
  ]);
});

test('what is sent in a variant is counted for it', async () => {
  await enrolled(12, intro);
  const { steps } = await report();
  const subjects = world.mailer.taken.map(({ subject }) => subject);
  expect(steps[0]?.variants.map(({ id, figures }) => [id, figures.sent])).toEqual(
    ['short', 'long'].map((id) => [id, subjects.filter((subject) => subject === id).length]),
  );
  expect(steps[0]?.figures).toMatchObject({ reached: 12, sent: 12 });
});

test('a mail that is refused reached its step, but was not sent', async () => {
  const outcome = { kind: 'refused', reason: 'no such mailbox' } as const;
  world.mailer.answerNext({ outcome }, { outcome });
  await enrolled(2, intro);
  expect((await report()).steps[0]?.figures).toMatchObject({ reached: 2, sent: 0 });
});

test('tasks are counted by how they ended, for their variants too', async () => {
  await enrolled(6, call);
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  await completeTask(world.app, { actor: world.rep, taskId: task?.id ?? '', outcome: 'voicemail' });
  const [step] = (await report()).steps;
  expect(step?.figures.outcomes).toEqual({ open: 5, voicemail: 1 });
  const chosen = step?.variants.find(({ id }) => id === (task?.title === 'Ring' ? 'ring' : 'invite'));
  expect(chosen?.figures.outcomes).toMatchObject({ voicemail: 1 });
});

test('a period is that of the touches, whenever they are answered', async () => {
  await enrolled(1, intro);
  await world.fireAt('2026-03-20T08:00');
  const executionId = world.mailer.taken[0]?.executionId ?? '';
  await recordReply(world.app, { executionId, sourceId: 'mail:1' });
  const of = async (period: ShownReport['period']) => (await report(period)).steps[0]?.figures;
  expect(await of({ kind: 'dates', from: '2026-03-02', to: '2026-03-02' })).toMatchObject({ sent: 1, replied: 1 });
  expect(await of({ kind: 'days', days: 7 })).toMatchObject({ sent: 0, replied: 0 });
});

test('a rep sees no report, and is told who does', async () => {
  await enrolled(1, intro);
  const asked = { actor: world.rep, name: 'outbound', period: { kind: 'all' } } as const;
  expect(await reportSequence(world.app, asked)).toEqual({ ok: false, reason: 'not-allowed', needs: 'manager' });
});

test('without a person it is the report of the only workspace', async () => {
  await enrolled(1, intro);
  const asked = { name: 'outbond', period: { kind: 'all' } } as const;
  expect(await reportBeside(world.app, { ...asked, name: 'outbound' })).toMatchObject({ ok: true });
  expect(await reportBeside(world.app, asked)).toMatchObject({
    reason: 'unknown-sequence',
    nearest: [{ slug: 'outbound' }],
  });
});

describe('promoting a variant', () => {
  const promote = (change: Partial<Parameters<typeof promoteVariant>[1]> & { sequenceId: string }) =>
    promoteVariant(world.app, { actor: world.manager, stepId: 'follow-up', variant: 'long', ...change });

  test('gives it to everybody who comes to the step from then on', async () => {
    const { sequenceId } = await enrolled(12, intro, followUp);
    const sent = world.mailer.taken.length;
    expect(await promote({ sequenceId })).toMatchObject({ ok: true, version: 2, takenOver: 12 });
    await world.fireAt('2026-03-03T09:00');
    expect(new Set(world.mailer.taken.slice(sent).map(({ subject }) => subject))).toEqual(new Set(['long']));
    expect((await report()).steps[1]?.variants.map(({ id, figures }) => [id, figures.sent])).toEqual([['long', 12]]);
    expect(await world.audit()).toContainEqual(
      expect.objectContaining({
        action: 'promote-variant',
        detail: { sequenceId, stepId: 'follow-up', variant: 'long', version: 2 },
      }),
    );
  });

  describe('that concerns more people than one manager decides about', () => {
    async function asked() {
      const { sequenceId } = await enrolled(3, intro, followUp);
      await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 2 });
      return sequenceId;
    }
    const variantsNow = async () => (await report()).steps[1]?.variants.length;

    test('asks another one, and goes out alone once that one approves', async () => {
      const sequenceId = await asked();
      const counts = { people: 3, limit: 2, asked: [{ id: world.admin.id }] };
      expect(await promote({ sequenceId })).toMatchObject({ ok: false, reason: 'asked', ...counts });
      expect(await variantsNow()).toBe(2);
      const { rows } = await world.pool.query(
        `SELECT content->'notice' AS notice FROM posts WHERE conversation = 'UADAM'`,
      );
      const allowing = { actor: world.admin, requestId: rows[0].notice.requestId, allows: true };
      expect(await decideRequest(world.app, allowing)).toMatchObject({ ok: true, allowed: true, version: 2 });
      expect(await variantsNow()).toBe(1);
    });

    test('is told to go into the draft that they have of it', async () => {
      const sequenceId = await asked();
      await startEdit(world.app, { actor: world.manager, sequenceId });
      expect(await promote({ sequenceId })).toMatchObject({ reason: 'draft-open', sequence: { id: sequenceId } });
    });

    test('is done at once where nobody else could be asked', async () => {
      const sequenceId = await asked();
      await world.pool.query(`UPDATE members SET is_slack_admin = false WHERE handle = 'adam'`);
      expect(await promote({ sequenceId })).toMatchObject({ ok: true, version: 2 });
    });
  });

  test('leaves the split tests of other steps as they are', async () => {
    const { sequenceId } = await enrolled(1, intro, followUp);
    await promote({ sequenceId });
    const [first, second] = (await report()).steps;
    expect([first?.variants.length, second?.variants.length]).toEqual([2, 1]);
  });

  test('is done once', async () => {
    const { sequenceId } = await enrolled(1, followUp);
    expect(await promote({ sequenceId })).toMatchObject({ ok: true });
    expect(await promote({ sequenceId })).toEqual({ ok: false, reason: 'gone' });
    expect(await promote({ sequenceId, variant: 'short' })).toEqual({ ok: false, reason: 'gone' });
  });

  test.each([{ variant: 'middle' }, { stepId: 'intro' }, { sequenceId: '00000000-0000-4000-8000-000000000000' }])(
    'of %j changes nothing',
    async (change) => {
      const { sequenceId } = await enrolled(1, followUp);
      expect(await promote({ sequenceId, ...change })).toEqual({ ok: false, reason: 'gone' });
    },
  );

  test('takes a manager', async () => {
    const { sequenceId } = await enrolled(1, followUp);
    expect(await promote({ sequenceId, actor: world.rep })).toMatchObject({ reason: 'not-allowed', needs: 'manager' });
  });
});

describe('taking the end of a split test back', () => {
  async function promoted() {
    const { sequenceId } = await enrolled(1, intro, followUp);
    const asked = { actor: world.manager, sequenceId, stepId: 'follow-up', variant: 'long' };
    const result = await promoteVariant(world.app, asked);
    if (!result.ok) throw new Error(result.reason);
    return { sequenceId, entryId: result.entryId };
  }
  async function edited(...steps: object[]) {
    const content = JSON.stringify({ name: 'Outbound', exitOn: [], steps });
    expect(await importFiles(world.app, [{ name: 'outbound.yml', content }])).toMatchObject({ ok: true });
  }
  const takeBack = (entryId: string, actor = world.manager) => takeBackPromotion(world.app, { actor, entryId });
  const variants = async () => (await report()).steps.map((step) => step.variants.map(({ id }) => id));

  test('gives the step its variants again, and leaves what was edited since', async () => {
    const { entryId } = await promoted();
    await edited({ ...intro, variants: [variant('other')] }, alone);
    expect(await takeBack(entryId)).toMatchObject({ ok: true, version: 4, variants: ['short', 'long'] });
    expect(await variants()).toMatchObject([expect.arrayContaining(['other']), ['short', 'long']]);
  });

  test('is done once, and not where the step was changed since', async () => {
    const { entryId } = await promoted();
    expect(await takeBack(entryId)).toMatchObject({ ok: true });
    expect(await takeBack(entryId)).toEqual({ ok: false, reason: 'gone' });
    const again = await promoteVariant(world.app, {
      ...{ actor: world.manager, sequenceId: (await report()).sequenceId },
      ...{ stepId: 'follow-up', variant: 'short' },
    });
    await edited(intro, { ...alone, name: 'Another' });
    expect(await takeBack(again.ok ? again.entryId : '')).toEqual({ ok: false, reason: 'gone' });
  });

  test('asks the other managers where it concerns more than the limit, and one of them publishes it', async () => {
    const { sequenceId, entryId } = await promoted();
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 0 });
    expect(await takeBack(entryId)).toMatchObject({
      reason: 'asked',
      people: 1,
      limit: 0,
      asked: [{ handle: 'adam' }],
    });
    expect((await variants())[1]).toEqual(['long']);
    const [draft] = await world.store.read.drafts.ofSequence(sequenceId);
    const request = await world.store.read.publishRequests.openOf(draft?.id ?? '');
    const allowed = { actor: world.admin, requestId: request?.id ?? '', allows: true };
    expect(await decideRequest(world.app, allowed)).toMatchObject({ ok: true, version: 3 });
    expect((await variants())[1]).toEqual(['short', 'long']);
  });

  test('takes a manager', async () => {
    const { entryId } = await promoted();
    expect(await takeBack(entryId, world.rep)).toMatchObject({ reason: 'not-allowed', needs: 'manager' });
    expect((await variants())[1]).toEqual(['long']);
  });
});

describe('a split test that ends by itself', () => {
  /** Both variants went out to so many, and everybody who got the long one replied. */
  async function tested(each: number, promoteAfter: number, variants: readonly object[] = intro.variants) {
    const test = { ...intro, promoteAfter, variants };
    const version = await world.publish({ exitOn: [], steps: [test, followUp] });
    const { id, sequenceId } = version;
    const { workspace, manager, rep, pool } = world;
    await pool.query('UPDATE sequence_versions SET published_by_id = $1', [manager.id]);
    await pool.query(
      `WITH c AS (
         INSERT INTO contacts (id, workspace_id, email, email_key, created_at, updated_at)
         SELECT gen_random_uuid(), $1, n || '@example.com', n || '@example.com', $5, $5 FROM generate_series(1, 2 * $6::int) n
         RETURNING id
       ), e AS (
         INSERT INTO enrollments (id, workspace_id, sequence_id, sequence_version_id, contact_id, owner_id, status, progress,
           enrolled_at, updated_at)
         SELECT gen_random_uuid(), $1, $2, $3, id, $4, 'exited', '{}', $5, $5 FROM c RETURNING id
       ), x AS (
         INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, variant,
           state, due_at, settled_at)
         SELECT gen_random_uuid(), $1, id, $2, 'intro', 'intro', 'email', 1,
           CASE WHEN row_number() OVER () <= $6 THEN 'short' ELSE 'long' END, 'fired', $5, $5 FROM e RETURNING *
       )
       INSERT INTO provider_events (id, workspace_id, enrollment_id, execution_id, kind, source_id, at, sequence_id, step_id,
         variant, touched_at)
       SELECT gen_random_uuid(), $1, enrollment_id, id, 'reply', id, $5, $2, step_id, variant, $5 FROM x WHERE variant = 'long'`,
      [workspace.id, sequenceId, id, rep.id, (await world.clock.now()).toJSDate(), each],
    );
    return version;
  }
  const lookAt = async (at: string) => {
    await world.clock.freezeAt(DateTime.fromISO(at, { zone: world.workspace.zone }).toUTC());
    return promoteWinners({ ...world.app, stopping: () => false }, await world.clock.now());
  };

  const told = async () => {
    const { rows } = await world.pool.query<{ conversation: string }>('SELECT conversation FROM posts');
    return rows.map(({ conversation }) => conversation);
  };

  test('does so a day after it was published, and tells whoever published it', async () => {
    await tested(30, 5);
    expect(await lookAt('2026-03-03T07:59')).toBe(0);
    expect(await lookAt('2026-03-03T08:00')).toBe(1);
    const [first, second] = (await report()).steps;
    expect(first?.variants.filter(({ isRunning }) => isRunning).map(({ id }) => id)).toEqual(['long']);
    expect(second?.variants).toHaveLength(2);
    const { rows } = await world.pool.query('SELECT conversation, content FROM posts');
    expect(rows).toMatchObject([
      {
        conversation: world.manager.slackUserId,
        content: {
          notice: { kind: 'promoted', text: expect.stringContaining('“long” won the split test of “intro”') },
        },
      },
    ]);
    expect(await lookAt('2026-03-04T08:00')).toBe(0);
  });

  test('can be taken back from the message, and does not end by itself again', async () => {
    await tested(30, 5);
    await lookAt('2026-03-03T08:00');
    const { rows } = await world.pool.query('SELECT id, content FROM posts');
    const shown = async () => showNotice(world.store.read, rows[0].id, rows[0].content.notice, await world.clock.now());
    const [undo] = (await shown())?.buttons ?? [];
    expect(undo).toMatchObject({ action: 'take-back-promotion', label: 'Undo' });
    const back = { actor: world.manager, entryId: undo?.value ?? '' };
    expect(await takeBackPromotion(world.app, back)).toMatchObject({ ok: true, variants: ['short', 'long'] });
    expect(await shown()).toMatchObject({ buttons: [], text: expect.stringContaining('taken back') });
    expect(await world.store.read.sequences.nextPromotionAt()).toBeNull();
  });

  test('goes on, and is looked at again the next day, while too few went out', async () => {
    await tested(30, 50);
    expect(await lookAt('2026-03-03T08:00')).toBe(0);
    expect((await world.store.read.sequences.nextPromotionAt())?.toISO()).toBe('2026-03-04T16:00:00.000Z');
  });

  test.each([
    ['weights', [{ ...variant('short'), weight: 2 }, variant('long')]],
    ['texts', [variant('short'), { ...variant('long'), email: { subject: 'long', body: 'Good evening.' } }]],
    ['number', [variant('short'), variant('long'), variant('longest')]],
  ])('counts what went out since the variants’ %s last changed', async (_what, variants) => {
    const { sequenceId } = await tested(30, 5);
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
    await publish(world, { exitOn: [], steps: [{ ...intro, promoteAfter: 5, variants }, followUp] }, sequenceId);
    expect(await lookAt('2026-03-03T08:01')).toBe(0);
    await publish(world, { exitOn: [], steps: [{ ...intro, promoteAfter: 5 }] }, sequenceId);
    expect(await lookAt('2026-03-05T08:00')).toBe(0);
  });

  test('counts everything where only another step changed', async () => {
    const { sequenceId } = await tested(30, 5);
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
    await publish(world, { exitOn: [], steps: [{ ...intro, promoteAfter: 5 }] }, sequenceId);
    expect(await lookAt('2026-03-03T08:01')).toBe(1);
  });

  test('counts what went out since a template that it calls was last saved', async () => {
    const save = async (body: string) => {
      const { ids, workspace } = world;
      const now = await world.clock.now();
      const template = { name: 'pitch', kind: 'email', content: { subject: 'long', body, format: 'text' } } as const;
      const saving = { workspaceId: workspace.id, template, savedById: null };
      await world.store.transact((tables) => saveTemplate({ tables, ids, now }, saving));
    };
    await save('Good day.');
    await tested(30, 5, [variant('short'), { id: 'long', weight: 1, template: 'pitch' }]);
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 1 }));
    await save('Good evening.');
    expect(await lookAt('2026-03-03T08:00')).toBe(0);
  });

  test('two workers end it once', async () => {
    await tested(30, 5);
    await world.clock.freezeAt(DateTime.fromISO('2026-03-03T08:00', { zone: world.workspace.zone }).toUTC());
    const now = await world.clock.now();
    const ended = await world.atOnce(
      [1, 2].map(() => () => promoteWinners({ ...world.app, stopping: () => false }, now)),
    );
    expect(ended.sort()).toEqual([0, 1]);
  });

  test('waits for a manager where it concerns many, and says so to the managers once', async () => {
    const version = await tested(30, 5);
    await world.enrollIn(version);
    await world.store.read.workspaces.update(world.workspace.id, { approvalLimit: 0 });
    for (const day of ['03', '04']) expect(await lookAt(`2026-03-${day}T08:00`)).toBe(0);
    expect((await told()).sort()).toEqual(['UADAM', 'UMIA']);
    const { rows } = await world.pool.query('SELECT content FROM posts');
    expect(rows[0].content.notice.text).toMatch(/“long” won the split test of “intro” .* 1 person, .*report outbound/);
  });

  test('says once to the managers that a mistake keeps it from it, and ends when that is put right', async () => {
    const gone = { id: 'gone', kind: 'exit', moveTo: 'nowhere' };
    const version = await tested(30, 5);
    const definition = JSON.stringify({ name: 'Outbound', exitOn: [], steps: [{ ...intro, promoteAfter: 5 }, gone] });
    await world.pool.query('UPDATE sequence_versions SET definition = $1 WHERE id = $2', [definition, version.id]);
    for (const day of ['03', '04']) expect(await lookAt(`2026-03-${day}T08:00`)).toBe(0);
    expect((await told()).sort()).toEqual(['UADAM', 'UMIA']);
    const { rows } = await world.pool.query('SELECT content FROM posts');
    expect(rows[0].content.notice.text).toMatch(
      /cannot go out alone yet.*no sequence is called nowhere.*edit outbound/,
    );
    await publish(world, { name: 'Nowhere', steps: [followUp] });
    expect(await lookAt('2026-03-05T08:00')).toBe(1);
  });

  test('one that nobody asked to end stays', async () => {
    await enrolled(2, intro);
    expect(await world.store.read.sequences.nextPromotionAt()).toBeNull();
  });
});
