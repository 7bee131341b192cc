import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { email, publish as publishIn } from './publishing.js';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const publish = (file: Record<string, unknown>, sequenceId?: string) => publishIn(world, file, sequenceId);

describe('a new sequence', () => {
  test('is stored with its first version', async () => {
    expect(await publish({ steps: [email('intro')] })).toMatchObject({
      ok: true,
      kind: 'created',
      version: 1,
      sequence: { slug: 'outbound' },
    });
    expect(await world.audit()).toMatchObject([{ action: 'publish', subject: 'Outbound' }]);
  });

  test('needs a free name, also when several come at once', async () => {
    const names = ['Outbound', 'OUTBOUND', 'outbound', 'out-bound', 'Outbound!'];
    const outcomes = await world.atOnce(names.map((name) => () => publish({ name, steps: [email('intro')] })));
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.kind : outcome.reason)).sort()).toEqual([
      'created',
      'created',
      'name-taken',
      'name-taken',
      'name-taken',
    ]);
  });

  test('is refused with unknown variables, unknown templates and no steps, by path', async () => {
    const typo = { ...email('intro'), email: { subject: 'Hi {{ contact.fristName }}', body: 'x\n{{ nope }}' } };
    const outcome = await publish({ steps: [typo, { id: 'other', kind: 'email', template: 'nowhere' }] });
    expect(outcome).toMatchObject({
      reason: 'invalid',
      problems: [
        { path: 'steps[0].email.subject', message: expect.stringContaining('did you mean contact.firstName?') },
        { path: 'steps[0].email.body', message: expect.stringMatching(/^line 2, column \d+: nope is not known/) },
        { path: 'steps[1].template', code: 'noTemplateNamed' },
      ],
    });
    expect(await publish({ steps: [] })).toMatchObject({ reason: 'invalid', problems: [{ path: 'steps' }] });
  });

  test('in a script without Latin letters is found by its name', async () => {
    await publish({ name: '秋の案内', steps: [email('intro')] });
    expect(await publish({ name: '秋の案内', steps: [email('intro')] })).toMatchObject({ reason: 'name-taken' });
    expect(await publish({ name: '春の案内', steps: [email('intro')] })).toMatchObject({ ok: true });
  });
});

describe('a further version', () => {
  test('that says the same changes nothing', async () => {
    const version = await world.publish({ steps: [email('intro')] });
    const outcome = await publish({ steps: [email('intro')] }, version.sequenceId);
    expect(outcome).toMatchObject({ ok: true, kind: 'unchanged', version: 1 });
    expect(await world.audit()).toEqual([]);
  });

  test('stays of its type: nobody in it would have a place in the other', async () => {
    const first = await publish({ steps: [email('intro')] });
    if (!first.ok) throw new Error(first.reason);
    const dated = { type: 'date', steps: [email('intro', { date: '2026-05-05' })] };
    expect(await publish(dated, first.sequence.id)).toMatchObject({ ok: false, problems: [{ path: 'type' }] });
  });

  test('a renamed sequence takes the new name and its slug, not one that is taken', async () => {
    const version = await world.publish({ steps: [email('intro')] });
    await publish({ name: 'Nurture', steps: [email('intro')] });
    expect(await publish({ name: 'nurture', steps: [email('intro')] }, version.sequenceId)).toMatchObject({
      ok: false,
      reason: 'name-taken',
    });
    await publish({ name: 'Cold calls', steps: [email('intro')] }, version.sequenceId);
    expect(await world.store.read.sequences.byName(world.workspace.id, 'cold-calls')).toMatchObject({
      id: version.sequenceId,
    });
    expect(await world.store.read.sequences.byName(world.workspace.id, 'Outbound')).toBeNull();
  });

  test('takes thousands over in one go', async () => {
    const version = await world.publish({ steps: [email('intro')] });
    const { enrollment } = await world.enrollIn(version);
    await world.pool.query(
      `WITH people AS (
         INSERT INTO contacts (id, workspace_id, email, email_key, created_at, updated_at)
         SELECT gen_random_uuid(), $1, n || '@example.com', n || '@example.com', now(), now()
         FROM generate_series(1, 1200) AS n RETURNING id)
       INSERT INTO enrollments (id, workspace_id, sequence_id, sequence_version_id, contact_id, owner_id, status, pauses,
         progress, due_at, enrolled_at, updated_at)
       SELECT gen_random_uuid(), e.workspace_id, e.sequence_id, e.sequence_version_id, people.id, e.owner_id, e.status,
         e.pauses, e.progress, e.due_at, e.enrolled_at, e.updated_at
       FROM people, enrollments AS e WHERE e.id = $2`,
      [world.workspace.id, enrollment.id],
    );
    const outcome = await publish({ steps: [email('other'), email('intro')] }, version.sequenceId);
    expect(outcome).toMatchObject({ takenOver: 1201 });
    const { rows } = await world.pool.query(
      'SELECT next_step_id, count(*)::int AS n FROM enrollments GROUP BY next_step_id',
    );
    expect(rows).toEqual([{ next_step_id: 'other', n: 1201 }]);
  });
});
