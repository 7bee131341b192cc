import pg from 'pg';
import { reasonOf } from '../../app/faults.js';
import { doubtful, type Found, failing, fine } from '../../app/ports/finding.js';
import { type MigrationsStanding, migrationsStanding } from './migrations.js';

/** What a look at a database came to. */
export interface ExaminedDatabase {
  readonly server: Found;
  readonly migrations: Found;
  /** Slack's id of the workspace whose database it is; null while it is nobody's. */
  readonly slackTeamId: string | null;
}

/** Clocks further apart than this make signatures of Slack look too old (milliseconds). */
const mostApartMs = 60_000;
const oldest = 140_000;

/** Looks at the database and changes nothing in it: no migration is applied. */
export async function examineDatabase(parts: {
  readonly url: string;
  readonly migrationsDir: string;
  readonly nowMs: () => number;
  readonly timeoutMs: number;
}): Promise<ExaminedDatabase> {
  const { url, migrationsDir, nowMs, timeoutMs } = parts;
  const open = () => {
    const opened = new pg.Client({
      connectionString: url,
      application_name: 'drumbeat doctor',
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    opened.on('error', () => {});
    return opened;
  };
  const client = open();
  const second = open();
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; name: string; ms: number; there: boolean; writes: boolean }>(
      `SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS name,
         (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms, to_regclass('workspaces') IS NOT NULL AS there,
         NOT pg_is_in_recovery() AS writes`,
    );
    const [row] = rows;
    const server =
      row === undefined
        ? failing('it answered nothing', 'see its log')
        : serverFound({ ...row, apartMs: row.ms - nowMs(), keepsSessions: await keepsSessions(client, second) });
    const teams = row?.there ? (await client.query('SELECT slack_team_id FROM workspaces')).rows : [];
    return {
      server,
      migrations: migrationsFound(await migrationsStanding(client, migrationsDir)),
      slackTeamId: teams.map((team) => team.slack_team_id).find((id) => typeof id === 'string') ?? null,
    };
  } catch (error) {
    const server = failing(reasonOf(error), 'see that PostgreSQL runs and that DATABASE_URL leads to it');
    const migrations: Found = { state: 'skipped', found: 'the database cannot be asked', todo: null };
    return { server, migrations, slackTeamId: null };
  } finally {
    await Promise.all([client, second].map((one) => one.end().catch(() => {})));
  }
}

/**
 * Whether each client has a connection of its own, for as long as it stays. A pooler of transactions gives the first one's, which
 * is idle, to the second, whose transaction is open; or it has others, and the first one is given another the next time.
 */
async function keepsSessions(first: pg.Client, second: pg.Client): Promise<boolean> {
  const processOf = async (client: pg.Client) => (await client.query('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  await second.connect();
  const before = await processOf(first);
  await second.query('BEGIN');
  const between = await processOf(second);
  if (between === before) return false;
  const after = await processOf(first);
  await second.query('ROLLBACK');
  return after === before;
}

interface ServerRow {
  readonly version: string;
  readonly name: string;
  readonly writes: boolean;
  readonly apartMs: number;
  readonly keepsSessions: boolean;
}

function serverFound(row: ServerRow): Found {
  if (!row.writes) return failing('it is a replica and takes no writes', 'let DATABASE_URL lead to the primary');
  if (Number(row.version) < oldest) return failing(`it is PostgreSQL ${row.name}`, 'take version 14 or later');
  if (!row.keepsSessions) {
    const todo = 'have it pool sessions (PgBouncer: pool_mode = session), or let DATABASE_URL lead past it';
    return failing(
      'a pooler in front of it gives each transaction another connection, and statements have names',
      todo,
    );
  }
  if (Math.abs(row.apartMs) > mostApartMs) {
    const apart = Math.round(Math.abs(row.apartMs) / 1000);
    return doubtful(
      `its clock and this machine’s are ${apart} seconds apart`,
      'set both by NTP; the database’s decides what is due',
    );
  }
  return fine(`PostgreSQL ${row.name} answers`);
}

function migrationsFound({ pending, edited, unknown }: MigrationsStanding): Found {
  if (edited.length > 0) {
    const todo = 'bring the files back to what they were, and put the change into a new migration';
    return failing(`applied and edited since: ${edited.join(', ')}`, todo);
  }
  if (unknown.length > 0) {
    const todo = 'start the newer version; an older program goes on beside it, but must not be started anew for long';
    return doubtful(`a newer version has applied ${unknown.join(', ')}`, todo);
  }
  if (pending.length === 0) return fine('all are applied');
  return doubtful(`to be applied: ${pending.join(', ')}`, 'the next start of the program applies them');
}
