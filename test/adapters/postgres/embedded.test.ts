import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { buildSource } from '../../../scripts/source.js';
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from '../../../src/adapters/postgres/embedded.js';
import { stopServer } from '../../../src/adapters/postgres/embedded-cluster.js';

const isRoot = process.getuid?.() === 0;
let program: string;
let folder: string;
let dataDir: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  program = await buildSource('test/adapters/postgres/embedded-program.ts');
  // Below a folder that nobody else may enter: for root the hard case, for others like any.
  folder = mkdtempSync(join(tmpdir(), 'drumbeat-embedded-'));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  dataDir = join(folder, 'project/.drumbeat');
});
afterAll(() => {
  rmSync(program);
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => end(child, 'SIGKILL')));
  // The server of a killed program may be on its way down still.
  if (existsSync(pidFile())) await stopServer(serverPid());
});

const pidFile = () => join(dataDir, 'postgres/postmaster.pid');
const serverPid = () => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10);

/** A program of its own with an embedded server; answers its first line, the URL or what went wrong. */
async function startProgram(env: NodeJS.ProcessEnv = {}): Promise<{ child: ChildProcess; line: string }> {
  // A process group of its own, as a terminal gives to what runs in the foreground.
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
    detached: true,
  });
  started.push(child);
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, line };
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const serversRunning = () =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`-D ${dataDir}`)).length;

describe('the embedded PostgreSQL', () => {
  test('starts with a database in UTF-8 and UTC, keeps what is in it, and leaves no process behind', async () => {
    const first = await startEmbeddedPostgres({ dataDir, log: () => {} });
    await query(first.url, 'CREATE TABLE fruit (name text)');
    await query(first.url, "INSERT INTO fruit VALUES ('Äpfel')");
    await first.stop();
    await first.stop();
    expect(serversRunning()).toBe(0);

    const second = await startEmbeddedPostgres({ dataDir, log: () => {} });
    expect(await query(second.url, 'SELECT upper(name) AS name, current_database() AS database FROM fruit')).toEqual([
      { name: 'ÄPFEL', database: 'drumbeat' },
    ]);
    expect(await query(second.url, 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }]);
    await second.stop();
  });

  test('lets in nobody without the password, which only its owner can read', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
    await expect(query(server.url.replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'authentication failed',
    );
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  test('goes on after its program was killed', async () => {
    const killed = await startProgram();
    await query(killed.line, 'CREATE TABLE berry (name text)');
    await end(killed.child, 'SIGKILL');
    const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
    expect(await query(server.url, 'SELECT * FROM berry')).toEqual([]);
    await server.stop();
    expect(serversRunning()).toBe(0);
  });

  test('goes on after its program and its server were killed', async () => {
    const killed = await startProgram();
    await query(killed.line, 'CREATE TABLE nut (name text)');
    process.kill(serverPid(), 'SIGKILL');
    await end(killed.child, 'SIGKILL');
    const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
    expect(await query(server.url, 'SELECT * FROM nut')).toEqual([]);
    await server.stop();
  });

  test('stops the server that a killed program left running, and starts its own', async () => {
    // Without setpriv on the path the kernel is not asked to end the server together with its program.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const tool of ['id', 'ps'])
      symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(bin, tool));
    const open = mkdtempSync(join(tmpdir(), 'drumbeat-embedded-open-'));
    execFileSync('chmod', ['711', open]);
    const hidden = dataDir;
    dataDir = open;
    try {
      const killed = await startProgram({ PATH: bin });
      const orphan = serverPid();
      await end(killed.child, 'SIGKILL');
      expect(serversRunning()).toBe(1);
      const said: string[] = [];
      const server = await startEmbeddedPostgres({ dataDir, log: (line) => said.push(line) });
      expect(said).toEqual([`stopping the database server ${orphan} that an earlier run left behind`]);
      expect(serversRunning()).toBe(1);
      await server.stop();
      expect(serversRunning()).toBe(0);
    } finally {
      dataDir = hidden;
      rmSync(open, { recursive: true });
    }
  });

  test('starts although the pid of its last server now belongs to a stranger of the same user', async () => {
    await (await startEmbeddedPostgres({ dataDir, log: () => {} })).stop();
    const { uid, gid } = statSync(join(dataDir, 'postgres'));
    const stranger = spawn('sleep', ['1000'], isRoot ? { uid, gid } : {});
    started.push(stranger);
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${stranger.pid}\n${dataDir}\n1\n5432\n\n\n0 0\nready\n`);
    await (await startEmbeddedPostgres({ dataDir, log: () => {} })).stop();
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  test('refuses a second program on the same data folder and says which process has it', async () => {
    const first = await startProgram();
    const second = await startProgram();
    expect(second.line).toContain(`The data folder ${dataDir} is in use by process ${first.child.pid} (`);
    expect(second.line).toContain('set DRUMBEAT_DATA_DIR to another folder');
    expect(await query(first.line, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('lets exactly one of many that start at the same moment have the data folder, over a stale lock too', async () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'drumbeat.lock'), JSON.stringify({ pid: 1, birth: 'long ago', since: 'then' }));
    const lines = (await Promise.all(Array.from({ length: 5 }, () => startProgram()))).map(({ line }) => line);
    expect(lines.filter((line) => line.startsWith('postgresql://'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('is in use by process'))).toHaveLength(4);
  });

  test('takes over a lock whose process is gone, or whose pid is another process by now', async () => {
    mkdirSync(dataDir, { recursive: true });
    for (const pid of [process.pid, 2 ** 22 + 1]) {
      writeFileSync(join(dataDir, 'drumbeat.lock'), JSON.stringify({ pid, birth: 'long ago', since: 'then' }));
      await (await startEmbeddedPostgres({ dataDir, log: () => {} })).stop();
      expect(existsSync(join(dataDir, 'drumbeat.lock'))).toBe(false);
    }
  });

  test('outlives Ctrl-C until its program has finished with it, then leaves with it', async () => {
    const { child, line } = await startProgram();
    await query(line, 'CREATE TABLE last_words (said text)');
    const ended = once(child, 'exit');
    // A terminal sends SIGINT to the whole foreground group.
    process.kill(-Number(child.pid), 'SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(serversRunning()).toBe(0);
    const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
    expect(await query(server.url, 'SELECT said FROM last_words')).toEqual([{ said: 'goodbye' }]);
    await server.stop();
  });

  test('can be found by a command beside the running program, and only while that runs', async () => {
    expect(findRunningEmbeddedPostgres(dataDir)).toBeNull();
    const { child, line } = await startProgram();
    expect(findRunningEmbeddedPostgres(dataDir)).toEqual({ url: line });
    await end(child, 'SIGKILL');
    expect(findRunningEmbeddedPostgres(dataDir)).toBeNull();
  });

  test("quotes the server's own words when it does not start", async () => {
    const broken = startEmbeddedPostgres({ dataDir, log: () => {}, settings: { no_such_setting: 'x' } });
    await expect(broken).rejects.toThrow('unrecognized configuration parameter "no_such_setting"');
  });

  test('begins anew after it was killed while it made its database', async () => {
    const another = join(folder, 'another');
    mkdirSync(join(another, 'postgres.new/base'), { recursive: true });
    writeFileSync(join(another, 'postgres-password'), 'of the unfinished one');
    const server = await startEmbeddedPostgres({ dataDir: another, log: () => {} });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(join(another, 'postgres.new'))).toBe(false);
  });

  (isRoot ? test : test.skip)("never has root's rights, in a folder that only root may enter", async () => {
    const server = await startEmbeddedPostgres({ dataDir, log: () => {} });
    const status = readFileSync(`/proc/${serverPid()}/status`, 'utf8');
    expect(/^Uid:\s+(.*)$/m.exec(status)?.[1]).not.toMatch(/\b0\b/);
    const capabilities = BigInt(`0x${/^CapBnd:\s+(\w+)$/m.exec(status)?.[1]}`);
    expect([1n << 1n, 1n << 2n]).toContain(capabilities);
    await server.stop();
  });
});
