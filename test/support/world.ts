import { DateTime } from 'luxon';
import type pg from 'pg';
import { createMemoryClock } from '../../src/adapters/memory/clock.js';
import { createMemoryDeliveries } from '../../src/adapters/memory/deliveries.js';
import { createMemoryMailer } from '../../src/adapters/memory/mailer.js';
import { createMemoryPostcards } from '../../src/adapters/memory/postcards.js';
import { createMemoryTexter } from '../../src/adapters/memory/texter.js';
import { createStore } from '../../src/adapters/prisma/store.js';
import { startStopwatch } from '../../src/adapters/system/stopwatch.js';
import { newEnrollment } from '../../src/app/enrollments/newEnrollment.js';
import { planOf } from '../../src/app/enrollments/planOf.js';
import { type FiringDeps, fireDue } from '../../src/app/firing/fireDue.js';
import { newWorkspace } from '../../src/app/people/newWorkspace.js';
import type { Log } from '../../src/app/ports/log.js';
import type { Member, StoredContact, Workspace } from '../../src/app/ports/stores/people.js';
import type { SequenceVersion } from '../../src/app/ports/stores/sequences.js';
import { whatIsCarried } from '../../src/app/sequences/availability.js';
import { enroll } from '../../src/domain/enrollment/enroll.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import { slugOf } from '../../src/domain/sequence/slug.js';
import { sandboxPrinter } from '../../src/sandbox/postbox/account.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { ids } from './ids.js';
import { aContact, aMember } from './people.js';

/** A Monday, 08:00 in Los Angeles. */
export const monday = DateTime.fromISO('2026-03-02T16:00:00Z', { zone: 'utc' });

/**
 * A workspace with a rep, and whoever else is given, on a real database, the clock standing still at {@link monday}, and a
 * mailer, a texter and a printer of postcards that remember.
 */
export async function createWorld<Others extends readonly Partial<Member>[]>(
  given: {
    readonly workspace?: Partial<Workspace>;
    readonly rep?: Partial<Member>;
    readonly others?: Others;
    /** On a server of the test's own. */
    readonly database?: TestDatabase;
  } = {},
) {
  const database = given.database ?? (await createTestDatabase({ max: 10 }));
  const store = createStore(database);
  const clock = createMemoryClock({ at: monday, startStopwatch });
  const mailer = createMemoryMailer();
  const texter = createMemoryTexter({ clock, numbers: [{ number: '+15005550006', label: 'Sales' }] });
  const postcards = createMemoryPostcards();
  const deliveries = createMemoryDeliveries();
  const workspace = newWorkspace({
    id: ids.next(),
    slackTeamId: 'T1',
    name: 'Harbor Analytics',
    zone: 'America/Los_Angeles',
    zoneIsSet: true,
    mailFrom: 'sales@harbor.example',
    postalAddress: '1 Pier Road, Portland',
    botUserId: 'UBOT',
    ...given.workspace,
  });
  const rep = aMember(ids.next(), workspace.id, { slackUserId: 'UANA', handle: 'ana', name: 'Ana Ruiz', ...given.rep });
  const others = (given.others ?? []).map((one) => aMember(ids.next(), workspace.id, one)) as {
    [Nth in keyof Others]: Member;
  };
  await createPeople(database.pool, workspace, [rep, ...others]);
  let stopping = false;
  const logged: { readonly level: string; readonly fields: object; readonly message: string }[] = [];
  const deps: FiringDeps = {
    store,
    clock,
    ids,
    mailer,
    texter,
    postcards,
    deliveries,
    settings: {
      admins: [],
      mailFrom: null,
      postalAddress: null,
      cardsFrom: sandboxPrinter.from,
      links: {
        forContact: (_workspaceId, email) => ({
          url: `https://drumbeat.example/u/${email}`,
          headers: { 'List-Unsubscribe': `<https://drumbeat.example/u/${email}>` },
        }),
        read: () => null,
      },
    },
    log: quietLog(logged),
    worker: 'worker-1',
    leaseMs: 60_000,
    requestMs: 30_000,
    startStopwatch,
    concurrency: 4,
    mailRequests: 4,
    pacing: null,
    stopping: () => stopping,
  };

  const publish = async (file: Record<string, unknown>) => {
    const parsed = parseSequence({ name: 'Outbound', ...file });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { sequence: definition } = parsed;
    const [sequenceId, versionId] = [ids.next(), ids.next()];
    const version = { id: versionId, sequenceId, number: 1, definition, publishedAt: monday, publishedById: null };
    const row = { id: sequenceId, workspaceId: workspace.id, slug: slugOf(definition.name), name: definition.name };
    await store.transact((tables) =>
      tables.sequences.create({ ...row, currentVersionId: versionId, pausedAt: null, archivedAt: null }, version),
    );
    return version;
  };

  const enrollIn = async (version: SequenceVersion, contact: Partial<StoredContact> = {}) => {
    const stored = aContact(ids.next(), workspace.id, rep.id, contact);
    const now = await clock.now();
    const plan = planOf(version, workspace, stored);
    const { progress } = enroll(plan, now);
    const enrollment = newEnrollment({ id: ids.next(), version, contact: stored, ownerId: rep.id, progress, now });
    await store.transact(async (tables) => {
      const isNew = (await tables.contacts.createMissing([stored], now)).size > 0;
      if (!isNew) await tables.contacts.save(stored, now);
      await tables.enrollments.create(enrollment);
    });
    return { enrollment, contact: stored };
  };

  return {
    ...database,
    store,
    clock,
    ids,
    mailer,
    texter,
    postcards,
    deliveries,
    /** What is carried here: mails, postcards, and texts from the number that the texter has. */
    carried: await whatIsCarried({ texter, postcards, deliveries, settings: deps.settings }),
    workspace,
    rep,
    others,
    deps,
    /** What was logged, oldest first. */
    logged,
    publish,
    enrollIn,
    /** Moves the clock to an instant (ISO in the account zone unless it says otherwise) and fires what is due. */
    fireAt: async (at: string) => {
      await clock.freezeAt(DateTime.fromISO(at, { zone: workspace.zone }).toUTC());
      return fireDue(deps);
    },
    stop: () => {
      stopping = true;
    },
    close: () => database.drop(),
  };
}

/** In one statement: every test that has a world begins with it. */
async function createPeople(pool: pg.Pool, workspace: Workspace, members: readonly Member[]): Promise<void> {
  const createdAt = monday.toJSDate();
  const given = [
    ['workspaces', [{ ...workspace, createdAt }]],
    ['members', members.map((one) => ({ ...one, seenAt: createdAt }))],
  ] as const;
  const inserts = given.map(([table, rows], index) => {
    const columns = Object.keys(rows[0] ?? {}).map(columnOf);
    return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(null::${table}, $${index + 1})`;
  });
  const values = given.map(([, rows]) => JSON.stringify(rows.map(underscored)));
  await pool.query(`WITH workspace AS (${inserts[0]}) ${inserts[1]}`, values);
}

const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function underscored(row: object): object {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value]));
}

function quietLog(lines: { level: string; fields: object; message: string }[]): Log {
  const line = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
