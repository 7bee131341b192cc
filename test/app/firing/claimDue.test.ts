import { resolveFailed } from '../../../src/app/enrollments/resolveFailed.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';

const endless = '{% for i in (1..9000000) %}x{% endfor %}';
const mail = { subject: 'Hello {{ contact.firstName }}', body: 'Hi there.' };
const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };
const call = (title: string) => ({
  id: 'call',
  name: 'Call',
  kind: 'task',
  when: 'immediately',
  task: { title, type: 'call' },
});

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const stored = (id: string) => world.store.read.enrollments.byId(id);
const ledger = (id: string) => world.store.read.executions.ofEnrollment(id);
const notices = async () =>
  (
    await world.pool.query(
      "SELECT content->'notice' AS notice FROM posts WHERE kind = 'notice' ORDER BY created_at, id",
    )
  ).rows;

/** Two who are due at once: the first of a sequence of its own, which `spoil` makes undecidable, and somebody else. */
async function besideSomebody(steps: readonly unknown[], spoil: (enrollmentId: string) => Promise<unknown>) {
  const { enrollment } = await world.enrollIn(await world.publish({ name: 'Spoilt', steps }));
  await world.enrollIn(await world.publish({ name: 'Sound', steps: [intro] }));
  await spoil(enrollment.id);
  await world.fireAt('2026-03-02T08:00');
  return enrollment;
}

describe('an enrollment that cannot be decided holds up nobody else, and waits for its owner', () => {
  test('where the text of its task cannot be rendered', async () => {
    const enrollment = await besideSomebody([call(endless), intro], async () => undefined);
    expect(world.mailer.taken).toHaveLength(1);
    const [row] = await ledger(enrollment.id);
    expect(row).toMatchObject({ stepId: 'call', kind: 'task', state: 'failed' });
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', dueAt: null });
    expect(await notices()).toMatchObject([{ notice: { kind: 'failed', executionId: row?.id } }]);
    expect(await world.store.read.tasks.find({ workspaceId: world.workspace.id })).toEqual([]);
  });

  test('where its next step is not in its version', async () => {
    const enrollment = await besideSomebody([{ ...intro, id: 'gone' }], (id) =>
      world.pool.query(
        `UPDATE enrollments SET progress = jsonb_set(progress::jsonb, '{pending,step}', '"elsewhere"') WHERE id = $1`,
        [id],
      ),
    );
    expect(world.mailer.taken).toHaveLength(1);
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', dueAt: null });
    const [line] = world.logged;
    expect(line).toMatchObject({
      level: 'error',
      fields: { enrollmentId: enrollment.id, incident: expect.any(String) },
    });
    const { incident } = (line?.fields ?? {}) as { incident: string };
    expect(await notices()).toMatchObject([{ notice: { reason: expect.stringContaining(incident.slice(-8)) } }]);
  });

  test('where its version cannot be read', async () => {
    const enrollment = await besideSomebody([intro], () =>
      world.pool.query(`UPDATE sequence_versions SET definition = '{"name": 1}' WHERE definition->>'name' = 'Spoilt'`),
    );
    expect(world.mailer.taken).toHaveLength(1);
    expect(await stored(enrollment.id)).toMatchObject({ hold: 'failed', dueAt: null });
    expect(world.logged.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { enrollmentId: enrollment.id } },
    ]);
  });

  test('where its progress cannot be read', async () => {
    const enrollment = await besideSomebody([intro], (id) =>
      world.pool.query(`UPDATE enrollments SET progress = '{"place": 1}' WHERE id = $1`, [id]),
    );
    expect(world.mailer.taken).toHaveLength(1);
    const { rows } = await world.pool.query('SELECT hold, due_at FROM enrollments WHERE id = $1', [enrollment.id]);
    expect(rows).toEqual([{ hold: 'failed', due_at: null }]);
    expect(world.logged.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { enrollmentId: enrollment.id } },
    ]);
  });

  test('where a text has half a character, which no database takes', async () => {
    const half = { subject: 'Hi {{ contact.firstName | split: "" | first }}', body: 'Hi there.' };
    const version = await world.publish({ name: 'Spoilt', steps: [call(half.subject), { ...intro, email: half }] });
    await world.enrollIn(version, { firstName: '😀da' });
    await world.fireAt('2026-03-02T08:00');
    expect(world.mailer.taken).toMatchObject([{ subject: 'Hi �' }]);
    expect(await world.store.read.tasks.find({ workspaceId: world.workspace.id })).toMatchObject([{ title: 'Hi �' }]);
  });
});

test('a task whose text was mended is put before somebody when it is tried again', async () => {
  const version = await world.publish({ steps: [call('{% for i in (1..contact.count) %}x{% endfor %}')] });
  const { enrollment, contact } = await world.enrollIn(version, { fields: { count: '9000000' } });
  await world.fireAt('2026-03-02T08:00');
  const [row] = await ledger(enrollment.id);
  await world.store.read.contacts.save({ ...contact, fields: { count: '3' } }, await world.clock.now());
  await resolveFailed(world.app, { actor: world.rep, executionId: row?.id ?? '', choice: 'retry' });
  await world.fireAt('2026-03-02T08:01');
  expect(await ledger(enrollment.id)).toMatchObject([{ id: row?.id, state: 'fired' }]);
  const tasks = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  expect(tasks).toMatchObject([{ title: 'xxx', executionId: row?.id }]);
});

describe('a mail that the ledger has already, in another state than a claim may take', () => {
  const later = { ...intro, id: 'later', name: 'Later', when: { days: 1, at: '09:00' } };

  /** Due, while its step's row says what it says. */
  async function dueWith(state: string) {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro, later] }));
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'bad content' } });
    await world.fireAt('2026-03-02T08:00');
    await world.pool.query(
      "UPDATE executions SET state = $1, claimed_by = 'other', lease_until = now() + interval '1 hour'",
      [state],
    );
    await world.pool.query('UPDATE enrollments SET hold = NULL, due_at = $1', [new Date('2026-03-02T16:00:00Z')]);
    await world.pool.query('DELETE FROM posts');
    await world.fireAt('2026-03-02T08:05');
    expect(world.mailer.taken).toEqual([]);
    return { enrollment: await stored(enrollment.id), notices: await notices() };
  }

  test('waits for a person where it was refused, with buttons', async () => {
    expect(await dueWith('failed')).toMatchObject({
      enrollment: { hold: 'failed', holdReason: 'bad content', dueAt: null },
      notices: [{ notice: { kind: 'failed' } }],
    });
  });

  test('asks where it may have left', async () => {
    expect(await dueWith('uncertain')).toMatchObject({
      enrollment: { hold: 'uncertain', dueAt: null },
      notices: [{ notice: { kind: 'uncertain' } }],
    });
  });

  test.each(['fired', 'skipped'])('goes on to the next step where it was %s', async (state) => {
    const { enrollment } = await dueWith(state);
    expect(enrollment).toMatchObject({ hold: null, progress: { pending: { stepId: 'later' } } });
    expect(enrollment?.dueAt?.toISO()).toBe('2026-03-03T17:00:00.000Z');
  });

  test('leaves it to the worker that has it in hand', async () => {
    const { enrollment } = await dueWith('claimed');
    expect(enrollment).toMatchObject({ hold: null, dueAt: null, progress: { pending: { stepId: 'intro' } } });
  });
});
