import { DateTime } from 'luxon';
import { showNotice } from '../../../src/app/posting/showNotice.js';
import { promoteWinners } from '../../../src/app/reports/promoteWinners.js';
import { takeBackPromotion } from '../../../src/app/reports/takeBackPromotion.js';
import { saveTemplate } from '../../../src/app/sequences/saveTemplate.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { publish } from '../sequences/publishing.js';
import { enrolledIn, followUp, intro, reportOf, variant } from './split-test.js';

/** Split tests that end by themselves. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

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
    const [first, second] = (await reportOf(world)).steps;
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
    await enrolledIn(world, 2, intro);
    expect(await world.store.read.sequences.nextPromotionAt()).toBeNull();
  });
});
