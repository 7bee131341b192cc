import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { SANDBOX_BOT_TOKEN, TEAM } from '../../src/sandbox/slack/workspace.js';
import { ANA, SALES, SIGNING_SECRET, startHarness } from '../../test/sandbox/harness.js';
import { openSeed, plainMail } from '../../test/support/program-seed.js';
import { freePort } from '../../test/support/quiet-port.js';
import type { Machine } from '../machine.js';
import { enrollContacts } from '../seed.js';

const commandsPerSecond = 6;
const warmUpSeconds = 5;

interface Acknowledging {
  readonly url: string;
  readonly steps: number;
  /** The project's folder. */
  readonly root: string;
  /** `split`: a process answers Slack and another fires. */
  readonly roles: 'split' | 'all';
}

/**
 * How long `/sequence` commands wait for their acknowledgement (milliseconds, 99th percentile) while the built program
 * fires so many steps: what Slack would measure, from a signed request to its answer, at a fixed rate, whether or not the
 * answers before have come.
 */
export async function measureAcknowledgements(
  machine: Machine,
  { url, steps, root, roles }: Acknowledging,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-acknowledging-'));
  const slack = await startHarness({ folder });
  const answers = await takeAnswers();
  const programs: ChildProcess[] = [];
  const start = async (role: 'app' | 'worker' | 'all') => {
    const port = await freePort();
    const program = spawn(process.execPath, [join(root, 'bin/drumbeat.js'), 'start'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: String(port),
        DATABASE_URL: url,
        DRUMBEAT_ROLE: role,
        SLACK_BOT_TOKEN: SANDBOX_BOT_TOKEN,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_API_URL: `${slack.url}/sandbox/slack/api/`,
        SENDGRID_API_KEY: 'SG.bench',
        SENDGRID_BASE_URL: machine.providerUrl,
        MAIL_FROM: 'sales@harbor.example',
        POSTAL_ADDRESS: '12 Pier Road, Portland',
        LOG_LEVEL: 'warn',
      },
    });
    programs.push(program);
    const ended = once(program, 'exit').then(() => Promise.reject(new Error('it did not start')));
    ended.catch(() => {});
    // It says where it is reached when it is ready.
    await Promise.race([once(program.stdout, 'data'), ended]);
    return `http://127.0.0.1:${port}`;
  };
  const seed = await openSeed(url);
  try {
    const address = await start(roles === 'split' ? 'app' : 'all');
    await seed.enrollMany(0, { name: 'Zero', steps: [plainMail] });
    const command = (text: string) => commandTo(address, answers.url, text);
    await command('enroll wake@example.com in zero');
    const warm = performance.now() + warmUpSeconds * 1000;
    await commandsWhile(() => performance.now() < warm, command);
    await enrollContacts(url, steps);
    if (roles === 'split') await start('worker');
    let isOver = false;
    // The first of the commands is an enrollment, which wakes the program.
    const waited = commandsWhile(() => !isOver, command);
    while (await isFiring(seed.pool)) await pass(500);
    isOver = true;
    const sorted = (await waited).sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
  } finally {
    await seed.close();
    const ended = programs.map((program) => (program.exitCode === null ? once(program, 'exit') : null));
    for (const program of programs) program.kill('SIGTERM');
    await Promise.all(ended);
    await slack.stop();
    answers.server.close();
    rmSync(folder, { recursive: true, force: true });
    // What it took of this is nobody else's.
    await machine.taken();
  }
}

/** Where answers go that come after the acknowledgement: nobody reads them. */
async function takeAnswers() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function isFiring(pool: Awaited<ReturnType<typeof openSeed>>['pool']): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM enrollments WHERE due_at <= clock_timestamp()
     UNION ALL SELECT FROM executions WHERE state = 'claimed' LIMIT 1`,
  );
  return (rowCount ?? 0) > 0;
}

/** Begins a command whenever one is due by the clock. Answers how long each took (milliseconds). */
async function commandsWhile(goes: () => boolean, command: (text: string) => Promise<void>): Promise<number[]> {
  const open: Promise<number>[] = [];
  const begun = performance.now();
  for (; goes(); await pass(5)) {
    while (open.length < ((performance.now() - begun) / 1000) * commandsPerSecond) {
      const texts = [`enroll bench-${randomUUID()}@example.com in zero`, 'list', 'status wake@example.com', 'today'];
      open.push(timed(() => command(texts[open.length % texts.length] ?? 'list')));
    }
  }
  return Promise.all(open);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function commandTo(address: string, responseUrl: string, text: string): Promise<void> {
  const body = new URLSearchParams({
    user_id: ANA,
    user_name: 'ana',
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: SALES,
    channel_name: 'sales',
    response_url: responseUrl,
    command: '/sequence',
    text,
    trigger_id: randomUUID(),
    api_app_id: 'A0BENCH',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  const response = await fetch(new URL('/slack/events', address), { method: 'POST', body, headers });
  if (!response.ok) throw new Error(`a command was answered with ${response.status}: ${await response.text()}`);
  await response.text();
}
