import { createStore } from '../../src/adapters/prisma/store.js';
import { suppress } from '../../src/app/contacts/suppress.js';
import { receiveText } from '../../src/app/enrollments/receiveText.js';
import { recordReply } from '../../src/app/enrollments/recordReply.js';
import { unsubscribe } from '../../src/app/enrollments/unsubscribe.js';
import { exportSequences } from '../../src/app/exporting/exportSequences.js';
import { NewerContent, UnreadableContent } from '../../src/app/faults.js';
import { changeSettings } from '../../src/app/people/changeSettings.js';
import { reportSequence } from '../../src/app/reports/reportSequence.js';
import { sameSince } from '../../src/app/reports/sameSince.js';
import { listVersions } from '../../src/app/sequences/listVersions.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { publishedByNewer } from '../support/newer-program.js';

/** What people do in an older program while a newer one beside it has published a sequence. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const mail = {
  id: 'mail',
  kind: 'email',
  when: { days: 1, at: '09:00' },
  email: { subject: 'Hi', body: 'Hi {{ contact.email }}' },
};
const later = { ...mail, id: 'later', when: { days: 2, at: '09:00' } };
const newer = 'made by a newer version of Drumbeat; this one cannot show it';

/** One in a readable sequence and in one of a newer program. */
async function inBoth() {
  const [older, other] = [
    await world.publish({ name: 'Older', steps: [mail, later] }),
    await world.publish({ name: 'Newer', steps: [mail, later] }),
  ];
  const readable = await world.enrollIn(older, { email: 'ada@example.com', phone: '+12065550100' });
  const unreadable = await world.enrollIn(other, readable.contact);
  await publishedByNewer(world.pool, other.id);
  world = {
    ...world,
    deps: { ...world.deps, store: createStore(world) },
    app: { ...world.app, store: createStore(world) },
  };
  return { older, other, readable: readable.enrollment.id, unreadable: unreadable.enrollment.id };
}

const column = async (text: string, values: readonly unknown[] = []) =>
  (await world.pool.query({ text, values: [...values], rowMode: 'array' })).rows.map(([first]) => first);
const state = async (id: string) => (await column('SELECT status FROM enrollments WHERE id = $1', [id]))[0];
const suppressed = () => column('SELECT email_key FROM suppressions');

describe('who wants nothing more gets nothing more, whatever else cannot be read', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'by the link in a mail',
      () => unsubscribe(world.app, { workspaceId: world.workspace.id, email: 'ada@example.com', sourceId: '1' }),
    ],
    ['by somebody’s word', () => suppress(world.app, { actor: world.rep, email: 'ada@example.com' })],
  ])('%s: what can be read ends, the rest when its turn comes', async (_, wish) => {
    const { readable, unreadable } = await inBoth();
    await wish();
    expect(await suppressed()).toEqual(['ada@example.com']);
    expect([await state(readable), await state(unreadable)]).toEqual(['exited', 'active']);
  });

  test('by answering STOP', async () => {
    const { readable, unreadable } = await inBoth();
    await receiveText(world.app, { providerMessageId: 'SM1', from: '+12065550100', body: 'STOP', wish: 'stop' });
    expect(await suppressed()).toEqual(['+12065550100']);
    expect([await state(readable), await state(unreadable)]).toEqual(['exited', 'active']);
  });

  test('also where only the newer program can read how far somebody is', async () => {
    const { readable, unreadable } = await inBoth();
    await world.pool.query(`UPDATE enrollments SET progress = progress::jsonb || '{"mood": "good"}' WHERE id = $1`, [
      unreadable,
    ]);
    await unsubscribe(world.app, { workspaceId: world.workspace.id, email: 'ada@example.com', sourceId: '1' });
    expect(await suppressed()).toEqual(['ada@example.com']);
    expect([await state(readable), await state(unreadable)]).toEqual(['exited', 'active']);
  });
});

describe('an answer', () => {
  const rest = async (id: string) =>
    (await world.pool.query('SELECT status, hold, hold_reason, due_at FROM enrollments WHERE id = $1', [id])).rows[0];
  const answer = () =>
    recordReply(world.app, { workspaceId: world.workspace.id, email: 'ada@example.com', sourceId: 'reply-1' });
  const held = {
    status: 'active',
    hold: 'failed',
    hold_reason: 'they answered, and the version of Drumbeat that heard of it cannot read this one',
    due_at: null,
  };

  test('ends what can be read, and nothing more of the rest leaves before somebody has decided', async () => {
    const { readable, unreadable } = await inBoth();
    expect(await answer()).toMatchObject({ ok: true, ended: [{ id: readable }] });
    expect(await state(readable)).toBe('exited');
    expect(await rest(unreadable)).toEqual(held);
  });

  test('the same where only the newer program can read how far somebody is', async () => {
    const { readable, unreadable } = await inBoth();
    await world.pool.query(`UPDATE enrollments SET progress = progress::jsonb || '{"mood": "good"}' WHERE id = $1`, [
      unreadable,
    ]);
    expect(await answer()).toMatchObject({ ok: true, ended: [{ id: readable }] });
    expect(await rest(unreadable)).toEqual(held);
  });

  test('that is told a second time changes nothing more', async () => {
    const { unreadable } = await inBoth();
    await answer();
    await world.pool.query(
      "UPDATE enrollments SET hold = NULL, hold_reason = NULL, due_at = '2026-03-09' WHERE id = $1",
      [unreadable],
    );
    expect(await answer()).toMatchObject({ repeated: true });
    expect(await rest(unreadable)).toMatchObject({ hold: null });
  });

  test('that a person tells of is refused as a whole, for them to tell again', async () => {
    const { readable, unreadable } = await inBoth();
    const told = recordReply(world.app, {
      workspaceId: world.workspace.id,
      email: 'ada@example.com',
      actor: world.rep,
    });
    await expect(told).rejects.toThrow(NewerContent);
    expect([await state(readable), (await rest(unreadable)).hold]).toEqual(['active', null]);
  });
});

test('an export of everything has what can be read and names the rest; one that is named is refused', async () => {
  await inBoth();
  const exported = await exportSequences(world.app, []);
  expect(exported).toMatchObject({ ok: true, sequences: [{ name: 'Older' }], unread: [{ name: 'Newer', why: newer }] });
  await expect(exportSequences(world.app, ['newer'])).rejects.toThrow(UnreadableContent);
});

test('a change of senders is made, and says which sequences it could not look at', async () => {
  await inBoth();
  const saved = await changeSettings(world.app, { actor: world.admin, change: { addSenders: ['@team.example'] } });
  expect(saved).toMatchObject({
    ok: true,
    lostSenders: { lost: [], unread: expect.stringContaining('1 sequence was') },
  });
});

describe('a sequence that was put back after the newer program had published it', () => {
  /** Its second version is the newer program's, its third this one's again. */
  async function putBack() {
    const { older } = await inBoth();
    await world.pool.query(
      `WITH newer AS (
         INSERT INTO sequence_versions (id, sequence_id, number, definition, published_at)
         SELECT gen_random_uuid(), sequence_id, 2, definition || '{"pace": 3}', published_at FROM sequence_versions WHERE id = $1
       ), back AS (
         INSERT INTO sequence_versions (id, sequence_id, number, definition, published_at)
         SELECT gen_random_uuid(), sequence_id, 3, definition, published_at + interval '1 day' FROM sequence_versions WHERE id = $1
         RETURNING id
       ) UPDATE sequences SET current_version_id = (SELECT id FROM back) WHERE id = $2`,
      [older.id, older.sequenceId],
    );
    return older;
  }

  test('has all of its versions', async () => {
    const { sequenceId } = await putBack();
    const listed = await listVersions(world.app, { actor: world.manager, sequenceId });
    expect(listed?.versions.map(({ number, changes }) => [number, changes])).toEqual([
      [3, [`The one before: ${newer}`]],
      [2, [newer]],
      [1, ['The first one.']],
    ]);
  });

  test('has a report, with the steps of what can be read', async () => {
    const { sequenceId, id } = await putBack();
    await world.pool.query(
      `INSERT INTO executions (id, workspace_id, enrollment_id, sequence_id, step_id, step_name, kind, occurrence, state, due_at, fired_at,
         settled_at)
       SELECT gen_random_uuid(), workspace_id, id, sequence_id, 'gone', 'Gone', 'email', 1, 'fired', enrolled_at, enrolled_at, enrolled_at
       FROM enrollments WHERE sequence_id = $1`,
      [sequenceId],
    );
    await world.pool.query(
      `UPDATE sequence_versions SET definition = jsonb_insert(definition, '{steps,0}', definition->'steps'->0 || '{"id": "gone", "name": "Left"}')
       WHERE id = $1`,
      [id],
    );
    const report = await reportSequence(world.app, { actor: world.manager, name: 'Older', period: { kind: 'all' } });
    expect(report).toMatchObject({ ok: true });
    expect(JSON.stringify(report)).toContain('"Left"');
  });

  test('has compared a split test’s shares since it was put back, for what cannot be read may have said anything', async () => {
    const { sequenceId } = await putBack();
    const sequence = await world.app.store.read.sequences.byId(sequenceId);
    const current = sequence && (await world.app.store.read.sequences.version(sequence.currentVersionId));
    const [step] = current?.definition.steps ?? [];
    if (sequence === null || current === null || step?.kind !== 'email') throw new Error('it is there');
    expect(await sameSince(world.app.store.read, sequence, step)).toEqual(current.publishedAt);
  });
});

test('a stored text of a kind that is not known here holds up nobody whose steps call others', async () => {
  await world.pool.query(
    `INSERT INTO templates (id, workspace_id, name, kind, content, version, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, 'own', 'email', '{"subject": "Hi", "body": "Hi", "format": "text"}', 1, '2026-03-01', '2026-03-01'),
       (gen_random_uuid(), $1, 'song', 'voicemail', '{"melody": "la"}', 1, '2026-03-01', '2026-03-01')`,
    [world.workspace.id],
  );
  const { email: _, ...calling } = mail;
  const version = await world.publish({ steps: [{ ...calling, when: 'immediately', template: 'own' }] });
  await world.enrollIn(version);
  await world.fireAt('2026-03-02T08:30');
  expect(await column('SELECT state FROM executions')).toEqual(['fired']);
});
