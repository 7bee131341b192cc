import type { Store, Tables } from '../../app/ports/store.js';
import type { Database } from '../postgres/database.js';
import type { Run, Statement } from '../postgres/statements.js';
import { alarmGapsTable } from './alarm-gaps.js';
import { auditTable, providerEventsTable } from './audit.js';
import { contactsTable } from './contacts.js';
import { digestsTable, type OnSnapshot } from './digests.js';
import { draftsTable } from './drafts.js';
import { enrollmentsTable } from './enrollments.js';
import { executionsTable } from './executions.js';
import type { Prisma } from './generated/client.js';
import { historyTable } from './history.js';
import { homeViewsTable } from './home-views.js';
import { mailboxesTable } from './mailboxes.js';
import { pacesTable } from './paces.js';
import { parcelsTable } from './parcels.js';
import { pauseEndsTable } from './pause-ends.js';
import { membersTable, suppressionsTable, workspacesTable } from './people.js';
import { postsTable } from './posts.js';
import { publishRequestsTable } from './publish-requests.js';
import { readingsTable } from './readings.js';
import { reportsTable } from './reports.js';
import { requestsTable } from './requests.js';
import { sequencesTable, versionCache } from './sequences.js';
import { tasksTable } from './tasks.js';
import { templatesTable } from './templates.js';

/** How long a transaction may take, and wait for a connection, before it is given up (milliseconds). */
const transactionLimits = { timeout: 30_000, maxWait: 10_000 };

const plansKept = "set_config('plan_cache_mode', 'auto', true), set_config('enable_seqscan', 'off', true)";
const lastingSoon = "set_config('synchronous_commit', 'off', true)";

/**
 * Statements are planned anew each time (database.ts) unless this is said. Where many rows are written, each is looked for in
 * the tables that it points to, by a statement of PostgreSQL's own: 16 microseconds each to plan. What finds rows by their ids
 * takes as long to plan as to run for a hundred of them. By indexes, whatever was known of a table's size when its plan was made.
 */
export const keepPlans: Statement = { name: 'keep-plans', text: `SELECT ${plansKept}` };

/** The commit is in the log before whatever is committed later, and on the disk with the next that waits for it. */
const lastSoon: Statement = { name: 'last-soon', text: `SELECT ${lastingSoon}` };

/** As at each settlement, of some 75 steps: one way to the server and back is a microsecond of each. */
const keepPlansAndLastSoon: Statement = { name: 'keep-plans-last-soon', text: `SELECT ${plansKept}, ${lastingSoon}` };

/** What a transaction begins with; null: with its work. */
function settingsOf(keepsPlans: boolean, lastsSoon: boolean): Statement | null {
  if (keepsPlans) return lastsSoon ? keepPlansAndLastSoon : keepPlans;
  return lastsSoon ? lastSoon : null;
}

/** The truth on PostgreSQL. */
export function createStore({ prisma, statements }: Pick<Database, 'prisma' | 'statements'>): Store {
  const versions = versionCache();
  const tables = (client: Prisma.TransactionClient, run: Run, onSnapshot: OnSnapshot): Tables => ({
    workspaces: workspacesTable(client, run),
    members: membersTable(client, run),
    contacts: contactsTable(client, run),
    suppressions: suppressionsTable(client, run),
    sequences: sequencesTable(client, run, versions),
    drafts: draftsTable(client, run),
    publishRequests: publishRequestsTable(client),
    templates: templatesTable(client, run),
    enrollments: enrollmentsTable(client, run, versions.newer),
    executions: executionsTable(client, run),
    requests: requestsTable(run),
    tasks: tasksTable(client, run),
    posts: postsTable(client),
    homeViews: homeViewsTable(client),
    mailboxes: mailboxesTable(client),
    paces: pacesTable(client),
    parcels: parcelsTable(client, run),
    digests: digestsTable(client, onSnapshot),
    events: providerEventsTable(client),
    pauseEnds: pauseEndsTable(client),
    history: historyTable(client, run),
    readings: readingsTable(client),
    reports: reportsTable(client),
    alarmGaps: alarmGapsTable(client),
    audit: auditTable(client, run),
  });
  return {
    read: tables(prisma, statements.read, (work) =>
      prisma.$transaction(work, { ...transactionLimits, isolationLevel: 'RepeatableRead' }),
    ),
    transact: (
      work,
      { limitMs = transactionLimits.timeout, writes = 'few', plans = 'made', lasting = 'at-once' } = {},
    ) =>
      statements.transact(limitMs, (inside) => {
        const within = async (client: Prisma.TransactionClient, run: Run) => {
          const settings = settingsOf(writes === 'many' || plans === 'kept', lasting === 'soon');
          if (settings !== null) await run(settings, []);
          // These are planned for what they are given: without a name they keep no plan.
          const planned: Run = writes === 'many' ? ({ text }, values) => run({ name: '', text }, values) : run;
          return work(tables(client, planned, (snapshot) => snapshot(client)));
        };
        return prisma.$transaction((client) => inside((run) => within(client, run)), {
          ...transactionLimits,
          timeout: limitMs,
        });
      }),
  };
}
