import { DateTime } from 'luxon';
import type pg from 'pg';
import { newWorkspace } from '../../src/app/people/newWorkspace.js';
import type { Ids } from '../../src/app/ports/ids.js';
import type { Store } from '../../src/app/ports/store.js';
import type { Workspace } from '../../src/app/ports/stores/people.js';
import type { SequenceVersion } from '../../src/app/ports/stores/sequences.js';
import { publishSequence } from '../../src/app/sequences/publishSequence.js';
import { enroll } from '../../src/domain/enrollment/enroll.js';
import { fireNext } from '../../src/domain/enrollment/fire-next.js';
import { progressToJson } from '../../src/domain/enrollment/progress-json.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import type { Sequence } from '../../src/domain/sequence/sequence.js';
import { planFor } from '../../src/domain/timing/plan.js';

export { summarizeEdit } from '../../src/app/sequences/summarizeEdit.js';

export interface FilledPeople {
  readonly workspace: Workspace;
  readonly version: SequenceVersion;
}

const mail = (id: string, subject: string) => ({
  id,
  kind: 'email',
  when: { days: 2, at: '09:00' },
  email: { subject, body: 'Hi' },
});
const steps = ['intro', 'invite', 'case', 'call', 'value', 'question', 'goodbye'].map((id) => mail(id, id));
const window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' };
const read = (list: readonly object[]): Sequence => {
  const parsed = parseSequence({ name: 'Filled', zone: 'contact', window, steps: list });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
};

/** Edits of the filled sequence. */
export function edited(): Readonly<Record<string, Sequence>> {
  return {
    'one text rewritten': read(steps.map((step) => (step.id === 'value' ? mail('value', 'Another') : step))),
    'a step put in the middle': read(steps.toSpliced(3, 0, mail('new', 'New'))),
  };
}

/** A sequence with people at each of its places, the same number at each, begun at so many different minutes. */
export async function fillPeople(
  client: pg.Client,
  given: { readonly enrollments: number; readonly minutes: number; readonly from: string },
): Promise<FilledPeople> {
  const from = DateTime.fromISO(given.from, { zone: 'utc' });
  const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const definition = read(steps);
  const workspace = newWorkspace({
    ...{ id: id(1), name: 'Harbor Analytics', slackTeamId: 'T1', zone: 'America/Los_Angeles' },
    ...{ mailFrom: 'sales@harbor.example', postalAddress: '1 Pier Road, Portland' },
  });
  const version = { id: id(3), sequenceId: id(2), number: 1, definition, publishedAt: from, publishedById: null };
  await client.query('SET session_replication_role = replica');
  await client.query(
    `INSERT INTO workspaces (id, slack_team_id, name, zone, mail_from, postal_address, created_at) VALUES ($1, 'T1', $2, $3, $4, $5, $6)`,
    [workspace.id, workspace.name, workspace.zone, workspace.mailFrom, workspace.postalAddress, given.from],
  );
  await client.query(
    `INSERT INTO members (id, workspace_id, handle, name, seen_at) VALUES ($1, $2, 'ana', 'Ana', $3)`,
    [id(4), id(1), given.from],
  );
  await client.query(
    `INSERT INTO sequences (id, workspace_id, slug, name, current_version_id, created_at) VALUES ($1, $2, 'filled', 'Filled', $3, $4)`,
    [id(2), id(1), id(3), given.from],
  );
  await client.query(
    `INSERT INTO sequence_versions (id, sequence_id, number, definition, published_at) VALUES ($1, $2, 1, $3, $4)`,
    [id(3), id(2), JSON.stringify({ name: 'Filled', zone: 'contact', window, steps }), given.from],
  );
  const zones = ['America/Los_Angeles', 'America/New_York', 'Europe/London', null];
  const standings = Array.from({ length: given.minutes }, (_unused, nth) => {
    const plan = planFor({
      sequence: definition,
      accountZone: workspace.zone,
      contactZone: zones[nth % 4] ?? null,
      contact: { tags: [], fields: {} },
    });
    let { progress } = enroll(plan, from.plus({ minutes: nth }));
    for (let fired = 0; fired < nth % 8 && progress.pending !== null; fired += 1) {
      progress = fireNext(plan, progress, progress.pending.dueAt).progress;
    }
    const due = progress.pending?.dueAt.toISO() ?? null;
    return { zone: zones[nth % 4], progress: progressToJson(progress), due, step: progress.pending?.stepId ?? null };
  });
  await client.query('CREATE TEMP TABLE standings (nth int PRIMARY KEY, s jsonb)');
  for (let first = 0; first < standings.length; first += 1_000) {
    await client.query(
      'INSERT INTO standings SELECT $1::int + nth - 1, s FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS one(s, nth)',
      [first, JSON.stringify(standings.slice(first, first + 1_000))],
    );
  }
  await client.query(
    `INSERT INTO contacts (id, workspace_id, email, email_key, zone, created_at, updated_at)
     SELECT ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, $1, n || '@example.com', n || '@example.com',
       s->>'zone', $2, $2 FROM generate_series(1, $3::int) AS n JOIN standings ON nth = n % $4::int`,
    [id(1), given.from, given.enrollments, standings.length],
  );
  await client.query(
    `INSERT INTO enrollments (id, workspace_id, sequence_id, sequence_version_id, contact_id, owner_id, status, progress, next_step_id,
       lane, due_at, enrolled_at, updated_at)
     SELECT ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, $1, $2, $3,
       ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, $4, CASE WHEN s->>'due' IS NULL THEN 'completed' ELSE 'active' END,
       s->'progress', s->>'step', 'email', (s->>'due')::timestamptz, $5, $5
     FROM generate_series(1, $6::int) AS n JOIN standings ON nth = n % $7::int`,
    [id(1), id(2), id(3), id(4), given.from, given.enrollments, standings.length],
  );
  for (const table of ['enrollments', 'contacts']) await client.query(`VACUUM (ANALYZE) ${table}`);
  await client.query('RESET session_replication_role');
  return { workspace, version };
}

/** Publishes the first of the edits; answers how many people were taken over. */
export async function publishTo(
  store: Store,
  ids: Ids,
  { workspace, version }: FilledPeople,
  now: DateTime,
): Promise<number> {
  const carried = {
    mailFrom: workspace.mailFrom,
    mayBePlain: false,
    unavailable: {},
    numbers: { ok: true, found: [] },
  } as const;
  const [definition] = Object.values(edited());
  if (definition === undefined) throw new Error('there is no edit');
  const published = await store.transact(
    (tables) =>
      publishSequence(
        { tables, ids, now, carried },
        { workspaceId: workspace.id, definition, publishedById: null, as: { sequenceId: version.sequenceId } },
      ),
    { limitMs: 600_000 },
  );
  if (!published.ok) throw new Error(JSON.stringify(published));
  return published.takenOver;
}
