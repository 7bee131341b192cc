/**
 * `node scripts/measure-ack.js [MAILS]`: how long `/sequence` commands and clicks on Done wait for their acknowledgement,
 * while nothing is due and while the built program fires so many mails (4000 unless given). The promise is 300 ms at the
 * 99th percentile. The program runs with role `all` on a PostgreSQL of its own (or DATABASE_URL, an empty one), Slack and
 * the mail provider are stand-ins on this machine, and what is measured is what Slack would: from a signed request to
 * its answer, at a fixed rate, whether or not the answers before have come.
 */
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { importSource } from './source.js';

const commandsPerSecond = 4;
const clicksPerSecond = 2;
const idleSeconds = 20;
const mails = Number(process.argv[2] ?? 4000);
const tasks = 200;
/** Enrollments that are written at once. */
const batch = 250;

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const [
  { startHarness, ANA, SALES, SIGNING_SECRET },
  { openSeed, plainMail },
  workspace,
  { findRunningEmbeddedPostgres },
] = await Promise.all(
  [
    'test/sandbox/harness.ts',
    'test/support/program-seed.ts',
    'src/sandbox/slack/workspace.ts',
    'src/adapters/postgres/embedded.ts',
  ].map(importSource),
);

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-measure-'));
const slack = await startHarness({ folder });
const provider = spawn(process.execPath, [path('test/support/mail-stand-in-main.js')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const providerUrl = String((await once(provider.stdout, 'data'))[0]).trim();
const port = await freePort();
const program = spawn(process.execPath, [path('bin/drumbeat.js'), 'start'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: String(port),
    DRUMBEAT_DATA_DIR: folder,
    ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
    SLACK_BOT_TOKEN: workspace.SANDBOX_BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slack.url}/sandbox/slack/api/`,
    SENDGRID_API_KEY: 'SG.measure',
    SENDGRID_BASE_URL: providerUrl,
    MAIL_FROM: 'sales@harbor.example',
    POSTAL_ADDRESS: '12 Pier Road, Portland',
    LOG_LEVEL: 'warn',
  },
});
const ended = once(program, 'exit');
try {
  await Promise.race([once(program.stdout, 'data'), ended.then(() => Promise.reject(new Error('it did not start')))]);
  const seed = await openSeed(process.env.DATABASE_URL ?? findRunningEmbeddedPostgres(folder).url);
  await measure(seed);
  await seed.close();
} finally {
  program.kill('SIGTERM');
  await ended;
  provider.kill();
  await slack.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(seed) {
  const task = { id: 'look', kind: 'task', when: 'immediately', task: { title: 'Look them up' } };
  await seed.enrollMany(tasks, { name: 'Tasks', steps: [task] });
  await seed.enrollMany(0, { name: 'Zero', steps: [plainMail] });
  // An enrollment wakes the program, which finds the rest.
  await command('enroll wake@example.com in zero');
  const openTasks = async () =>
    (await seed.pool.query("SELECT id FROM tasks WHERE state = 'open' ORDER BY random()")).rows.map(({ id }) => id);
  while ((await openTasks()).length < tasks || (await due(seed)) > 0) await pass(100);
  const clickable = await openTasks();

  const idle = createSamples();
  await sendAtARate({ samples: idle, clickable, until: deadline(idleSeconds) });

  for (let made = 0; made < mails; made += batch) {
    await seed.enrollMany(Math.min(batch, mails - made), { name: `Load ${made}`, steps: [plainMail] });
  }
  const left = await due(seed);
  const begun = performance.now();
  const firing = createSamples();
  let isOver = false;
  const sending = sendAtARate({ samples: firing, clickable, until: () => isOver });
  while ((await due(seed)) > 0) await pass(100);
  const seconds = (performance.now() - begun) / 1000;
  isOver = true;
  await sending;

  console.log(`${left} mails in ${seconds.toFixed(1)} s, ${Math.round(left / seconds)} a second; milliseconds:`);
  console.table([...rowsOf('idle', idle), ...rowsOf('firing', firing)]);
}

/** Mails not sent yet. */
async function due(seed) {
  const { rows } = await seed.pool.query(
    `SELECT (SELECT count(*) FROM enrollments WHERE due_at IS NOT NULL)::int
       + (SELECT count(*) FROM executions WHERE state IN ('claimed', 'sending'))::int AS due`,
  );
  return rows[0].due;
}

function deadline(seconds) {
  const end = performance.now() + seconds * 1000;
  return () => performance.now() >= end;
}

function createSamples() {
  return { enroll: [], list: [], status: [], today: [], done: [] };
}

/** Begins a request whenever one is due by the clock, and waits for all of their answers at the end. */
async function sendAtARate({ samples, clickable, until }) {
  const verbs = ['enroll', 'list', 'status', 'today'];
  const open = [];
  // A request that failed is a fault of the measurement, told when all have ended.
  const take = (name, request) => open.push(timed(request).then((ms) => void samples[name].push(ms), String));
  const begun = performance.now();
  const isDue = (count, rate) => count < ((performance.now() - begun) / 1000) * rate;
  let [commands, clicks] = [0, 0];
  while (!until()) {
    for (; isDue(commands, commandsPerSecond); commands += 1) {
      const verb = verbs[commands % verbs.length];
      const address = `measure-${randomUUID()}@example.com`;
      const text = { enroll: `enroll ${address} in zero`, status: 'status wake@example.com' }[verb] ?? verb;
      take(verb, () => command(text));
    }
    for (; isDue(clicks, clicksPerSecond) && clickable.length > 0; clicks += 1) {
      const taskId = clickable.pop();
      take('done', () => done(taskId));
    }
    await pass(5);
  }
  const faults = (await Promise.all(open)).filter(Boolean);
  if (faults.length > 0) throw new Error(`${faults.length} requests failed: ${faults[0]}`);
}

async function timed(request) {
  const begun = performance.now();
  await request();
  return performance.now() - begun;
}

function command(text) {
  const who = { user_id: ANA, user_name: 'ana', team_id: workspace.TEAM.id, team_domain: workspace.TEAM.domain };
  const where = { channel_id: SALES, channel_name: 'sales', response_url: `${slack.url}/nowhere` };
  return send({ ...who, ...where, command: '/sequence', text, trigger_id: randomUUID(), api_app_id: 'A0MEASURE' });
}

function done(taskId) {
  const { id, domain } = workspace.TEAM;
  const payload = {
    type: 'block_actions',
    user: { id: ANA, username: 'ana', name: 'ana', team_id: id },
    team: { id, domain },
    channel: { id: 'D0ANA00001', name: 'directmessage' },
    container: { type: 'message', message_ts: '1.1', channel_id: 'D0ANA00001', is_ephemeral: false },
    message: { type: 'message', ts: '1.1', text: 'Look them up' },
    trigger_id: randomUUID(),
    response_url: `${slack.url}/nowhere`,
    actions: [{ type: 'button', action_id: 'task.done', block_id: 'b', value: taskId, action_ts: String(Date.now()) }],
  };
  return send({ payload: JSON.stringify(payload) });
}

async function send(fields) {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body, headers });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  await response.text();
}

function rowsOf(when, samples) {
  const { done: clicks, ...commands } = samples;
  const named = { ...samples, 'all commands': Object.values(commands).flat(), done: clicks };
  return Object.entries(named).map(([what, values]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0);
    return { when, what, count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  });
}
