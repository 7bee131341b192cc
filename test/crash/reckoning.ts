import type { Seed } from '../support/program-seed.js';
import type { Expected } from './cadences.js';
import type { Providers } from './providers.js';

interface Row {
  readonly id: string;
  readonly enrollment_id: string;
  readonly step_id: string;
  readonly kind: string;
  readonly state: string;
}

/** What became of everything, and what should not have. */
export interface Reckoning {
  /** Steps by kind and how they stand: `email fired`; `behind an uncertain one` for those that wait for an answer. */
  readonly steps: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** Compares the ledger with what was to happen, and with what everybody outside has taken. */
export async function reckon(seed: Seed, providers: Providers, expected: readonly Expected[]): Promise<Reckoning> {
  const problems: string[] = [];
  const wrong = (what: string, which: readonly string[]) => {
    if (which.length > 0) problems.push(`${which.length} ${what}: ${which.slice(0, 5).join(', ')}`);
  };
  const rows = (await seed.pool.query<Row>('SELECT id, enrollment_id, step_id, kind, state FROM executions')).rows;
  const steps = checkSteps(await standings(seed), rows, expected, wrong);

  const idsOf = (kind: string, state: string) =>
    rows.filter((row) => row.kind === kind && row.state === state).map(({ id }) => id);
  const phones = new Map(expected.map(({ enrollmentId, phone }) => [enrollmentId, phone]));
  const phoneOf = new Map(rows.map((row) => [row.id, phones.get(row.enrollment_id) ?? '']));
  const phonesOf = (state: string) => idsOf('sms', state).map((id) => phoneOf.get(id) ?? '');
  const { mails, texts, cards, parcels } = providers;
  const compare = (kind: string, fired: readonly string[], uncertain: readonly string[], taken: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const id of taken) counts.set(id, (counts.get(id) ?? 0) + 1);
    const known = new Set([...fired, ...uncertain]);
    wrong(
      `${kind} taken twice`,
      [...counts].flatMap(([id, count]) => (count > 1 ? [id] : [])),
    );
    wrong(
      `${kind} counted as sent and not taken`,
      fired.filter((id) => !counts.has(id)),
    );
    wrong(
      `${kind} taken and neither sent nor uncertain`,
      [...counts.keys()].filter((id) => !known.has(id)),
    );
  };
  const noId = 'without an id';
  compare(
    'mails',
    idsOf('email', 'fired'),
    idsOf('email', 'uncertain'),
    mails.mails.map((one) => one.executionId ?? noId),
  );
  compare(
    'texts',
    phonesOf('fired'),
    phonesOf('uncertain'),
    texts.taken.map(({ to }) => to),
  );
  const cardIds = cards.taken.map(({ fields }) => fields.metadata?.execution_id ?? noId);
  compare('cards', idsOf('postcard', 'fired'), idsOf('postcard', 'uncertain'), cardIds);
  const lines = await idsIn(seed, 'SELECT id FROM fulfillment_lines WHERE sent_at IS NOT NULL');
  compare(
    'lines of lists',
    lines,
    [],
    parcels.taken.flatMap((one) => one.lines),
  );
  wrong(
    'lines of lists missing',
    missing(
      idsOf('fulfillment', 'fired').map((id) => `${id}.1`),
      lines,
    ),
  );
  const delivered = await idsIn(seed, "SELECT id::text FROM deliveries WHERE state = 'delivered'");
  compare(
    'deliveries',
    delivered,
    [],
    parcels.taken.map(({ id }) => id),
  );
  const told = await idsIn(seed, 'SELECT id::text FROM deliveries WHERE list_id IS NULL');
  const tells = rows.filter(({ step_id, state }) => step_id === 'tell' && state === 'fired').length;
  if (told.length !== tells) problems.push(`${tells} rules fired and ${told.length} webhooks told`);

  await checkTasksAndMessages(seed, providers, idsOf('task', 'fired'), wrong);
  return { steps, problems };
}

const missing = (wanted: readonly string[], there: readonly string[]) => {
  const found = new Set(there);
  return wanted.filter((id) => !found.has(id));
};

async function idsIn(seed: Seed, query: string): Promise<string[]> {
  return (await seed.pool.query<{ id: string }>(query)).rows.map(({ id }) => id);
}

async function standings(seed: Seed): Promise<Map<string, string>> {
  const { rows } = await seed.pool.query<{ id: string; standing: string }>(
    "SELECT id, concat_ws(' ', status, hold, due_at) AS standing FROM enrollments",
  );
  return new Map(rows.map(({ id, standing }) => [id, standing]));
}

/** Each step in its order: fired, or the last one uncertain and its enrollment held for that, with nothing behind it. */
function checkSteps(
  standing: ReadonlyMap<string, string>,
  rows: readonly Row[],
  expected: readonly Expected[],
  wrong: (what: string, which: readonly string[]) => void,
): Record<string, number> {
  const byStep = new Map(rows.map((row) => [`${row.enrollment_id} ${row.step_id}`, row]));
  const steps: Record<string, number> = {};
  const lost: string[] = [];
  const held: string[] = [];
  const early: string[] = [];
  for (const { enrollmentId, stepIds } of expected) {
    let uncertain = false;
    for (const stepId of stepIds) {
      const row = byStep.get(`${enrollmentId} ${stepId}`);
      const state = row === undefined ? 'missing' : `${row.kind} ${row.state}`;
      const isKnown = row !== undefined && (row.state === 'fired' || row.state === 'uncertain');
      if (uncertain && row !== undefined) early.push(`${enrollmentId} ${stepId}`);
      if (!uncertain && !isKnown) lost.push(`${enrollmentId} ${stepId} (${state})`);
      const word = uncertain && row === undefined ? 'behind an uncertain one' : state;
      steps[word] = (steps[word] ?? 0) + 1;
      uncertain ||= row?.state === 'uncertain';
    }
    const stands = standing.get(enrollmentId) ?? 'gone';
    if (stands !== (uncertain ? 'active uncertain' : 'completed')) held.push(`${enrollmentId} (${stands})`);
  }
  wrong('steps not accounted for', lost);
  wrong('steps fired behind an uncertain one', early);
  wrong('enrollments not standing as their steps', held);
  return steps;
}

/** One task for each step of that kind, every message once in Slack, and every uncertain sending asked about. */
async function checkTasksAndMessages(
  seed: Seed,
  { slack }: Providers,
  fired: readonly string[],
  wrong: (what: string, which: readonly string[]) => void,
): Promise<void> {
  const tasks = await idsIn(seed, 'SELECT execution_id::text AS id FROM tasks');
  wrong(
    'tasks made twice',
    tasks.filter((id, index) => tasks.indexOf(id) !== index),
  );
  wrong('tasks missing', missing(fired, tasks));
  const shown = await idsIn(seed, 'SELECT key AS id FROM posts WHERE list_id IS NULL');
  const keys = slack.taken.map(({ key }) => key ?? 'without a key');
  wrong(
    'messages in Slack twice',
    keys.filter((key, index) => keys.indexOf(key) !== index),
  );
  wrong('messages that are not in Slack', missing(shown, keys));
  wrong(
    'tasks without a message',
    await idsIn(
      seed,
      `
    SELECT id::text FROM tasks WHERE NOT EXISTS (SELECT FROM posts WHERE posts.subject_id = tasks.id)`,
    ),
  );
  wrong(
    'uncertain sendings that nobody is asked about',
    await idsIn(
      seed,
      `
    SELECT id::text FROM executions WHERE state = 'uncertain' AND NOT EXISTS (
      SELECT FROM posts WHERE content->'notice'->>'kind' = 'uncertain' AND content->'notice'->'executionIds' ? executions.id::text)`,
    ),
  );
}
