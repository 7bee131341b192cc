import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/adapters/postgres/database.js';
import { startEmbeddedPostgres } from '../../../src/adapters/postgres/embedded.js';
import { clusterPaths } from '../../../src/adapters/postgres/embedded-cluster.js';
import { migrate } from '../../../src/adapters/postgres/migrations.js';
import { createStore } from '../../../src/adapters/prisma/store.js';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { recoverLapsed } from '../../../src/app/firing/recoverLapsed.js';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { type MayLeave, withheld } from '../../../src/app/ports/sending-outcome.js';
import { countedStates, endLeases } from '../../support/ledger.js';
import { migrationsDir } from '../../support/migrations-folder.js';
import { createWorld, type World } from '../../support/world.js';

const taken: MailOutcome = { kind: 'accepted', providerMessageId: 'its-id' };
const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };

async function enroll(world: World, ...names: readonly string[]) {
  const version = await world.publish({ name: `For ${names.join(' ')}`, steps: [intro] });
  for (const name of names) await world.enrollIn(version, { email: `${name}@example.com` });
}

const states = ({ pool }: Pick<World, 'pool'>) => countedStates(pool);

describe('a commit', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.close());

  /** What a worker has in hand whose provider takes two mails in a request, and how lasting its transactions are. */
  async function inHand() {
    await enroll(world, 'ada', 'bob');
    const lasting: string[] = [];
    const transact: World['store']['transact'] = (work, options) => {
      lasting.push(options?.lasting ?? 'at-once');
      return world.store.transact(work, options);
    };
    const deps = { ...world.deps, store: { ...world.store, transact } };
    const sender = stepSender('email', deps);
    const { ready } = await sender.claim({ now: await world.clock.now(), limit: 10, shut: null });
    const sent = (await sender.begin([ready])).map((one) => ({ ...one, outcome: taken }));
    return { sender, sent, lasting };
  }

  test('of a claim does not wait for the disk, nor one of what is kept', async () => {
    const { sender, sent, lasting } = await inHand();
    await sender.settle(sent.map((one) => ({ ...one, isKept: true })));
    expect(lasting).toEqual(['soon', 'soon']);
    expect(await states(world)).toEqual({ fired: 2 });
  });

  test('of a settlement with anything in it that is not kept does', async () => {
    const { sender, sent, lasting } = await inHand();
    const [first, second] = sent;
    if (first === undefined || second === undefined) throw new Error('two were begun');
    await sender.settle([{ ...first, isKept: true }, second]);
    expect(lasting).toEqual(['soon', 'at-once']);
  });
});

describe('a PostgreSQL that is killed', () => {
  let folder: string;
  const opened: (() => Promise<void>)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drumbeat-lasting-'));
  });
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
    rmSync(folder, { recursive: true });
  });

  /** On a server that is in no hurry to write what need not last at once. */
  async function startDatabase() {
    const dataDir = join(folder, 'data');
    const settings = { wal_writer_delay: '10s', fsync: 'off', autovacuum: 'off', max_connections: '20' };
    const server = await startEmbeddedPostgres({ dataDir, log: () => {}, settings });
    opened.push(server.stop);
    const database = await openDatabase({ url: server.url });
    opened.push(database.close);
    const kill = async () => {
      const pid = Number.parseInt(readFileSync(join(clusterPaths(dataDir).clusterDir, 'postmaster.pid'), 'utf8'), 10);
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', `${pid}`], { encoding: 'utf8' })
        .trim()
        .split(/\s+/);
      for (const one of [pid, ...children.map(Number)]) process.kill(one, 'SIGKILL');
      database.cut();
      await server.stop();
    };
    return { ...database, url: server.url, drop: database.close, kill };
  }

  test('may forget a settlement of what is kept, and a claim: each leaves once, and nobody is asked', async () => {
    const first = await startDatabase();
    await migrate(first.url, migrationsDir);
    const world = await createWorld({ database: first });
    const left: string[] = [];
    const send = async (mails: readonly Mail[], mayLeave: MayLeave = async () => true) => {
      if (!(await mayLeave())) return mails.map(() => withheld);
      left.push(...mails.map(({ to }) => to.email));
      return mails.map(() => taken);
    };
    const one = async (mail: Mail, mayLeave?: MayLeave) => (await send([mail], mayLeave))[0] ?? withheld;
    const deps = { ...world.deps, mailer: { send: one, together: { most: 20, keyOf: () => 'all', send } } };
    await enroll(world, 'ada', 'bob', 'eve');
    const sender = stepSender('email', deps);
    const now = await world.clock.now();
    const ready = [await sender.claim({ now, limit: 2, shut: null })];
    const nothing = { decided: 0, postponed: 0, ready: [], mayBeMore: false };
    const claim: typeof sender.claim = async () => ready.pop() ?? nothing;
    const flow = createSendingFlow(deps, { ...sender, claim }, { onSettled: () => {}, onFault: () => {} });
    await flow.run();
    for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
    await sender.claim({ now, limit: 2, shut: null });
    expect(await states(world)).toEqual({ fired: 2, claimed: 1 });
    await first.kill();

    const second = await startDatabase();
    const restarted = { ...deps, store: createStore(second) };
    await endLeases(second.pool);
    await recoverLapsed(restarted);
    await fireDue(restarted);
    expect(await states(second)).toEqual({ fired: 3 });
    expect(left).toEqual(['ada@example.com', 'bob@example.com', 'eve@example.com']);
    const { rows } = await second.pool.query('SELECT provider_message_id AS id FROM executions');
    expect(rows).toEqual([{ id: 'its-id' }, { id: 'its-id' }, { id: 'its-id' }]);
    expect((await second.pool.query("SELECT id FROM posts WHERE kind = 'notice'")).rows).toEqual([]);
    expect((await second.pool.query('SELECT id FROM requests')).rows).toEqual([]);
  }, 60_000);
});
