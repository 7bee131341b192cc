import type { Store, Tables } from '../../app/ports/store.js';
import { alarmGapsTable } from './alarm-gaps.js';
import { auditTable, providerEventsTable } from './audit.js';
import { contactsTable } from './contacts.js';
import { digestsTable, type OnSnapshot } from './digests.js';
import { draftsTable } from './drafts.js';
import { enrollmentsTable } from './enrollments.js';
import { executionsTable } from './executions.js';
import type { Prisma, PrismaClient } from './generated/client.js';
import { historyTable } from './history.js';
import { mailboxesTable } from './mailboxes.js';
import { pacesTable } from './paces.js';
import { parcelsTable } from './parcels.js';
import { pauseEndsTable } from './pause-ends.js';
import { membersTable, suppressionsTable, workspacesTable } from './people.js';
import { postsTable } from './posts.js';
import { publishRequestsTable } from './publish-requests.js';
import { readingsTable } from './readings.js';
import { reportsTable } from './reports.js';
import { sequencesTable, versionCache } from './sequences.js';
import { tasksTable } from './tasks.js';
import { templatesTable } from './templates.js';

/** How long a transaction may take, and wait for a connection, before it is given up (milliseconds). */
const transactionLimits = { timeout: 30_000, maxWait: 10_000 };

/** The truth on PostgreSQL. */
export function createStore(prisma: PrismaClient): Store {
  const versions = versionCache();
  const tables = (client: Prisma.TransactionClient, onSnapshot: OnSnapshot): Tables => ({
    workspaces: workspacesTable(client),
    members: membersTable(client),
    contacts: contactsTable(client),
    suppressions: suppressionsTable(client),
    sequences: sequencesTable(client, versions),
    drafts: draftsTable(client),
    publishRequests: publishRequestsTable(client),
    templates: templatesTable(client),
    enrollments: enrollmentsTable(client),
    executions: executionsTable(client),
    tasks: tasksTable(client),
    posts: postsTable(client),
    mailboxes: mailboxesTable(client),
    paces: pacesTable(client),
    parcels: parcelsTable(client),
    digests: digestsTable(client, onSnapshot),
    events: providerEventsTable(client),
    pauseEnds: pauseEndsTable(client),
    history: historyTable(client),
    readings: readingsTable(client),
    reports: reportsTable(client),
    alarmGaps: alarmGapsTable(client),
    audit: auditTable(client),
  });
  return {
    read: tables(prisma, (work) =>
      prisma.$transaction(work, { ...transactionLimits, isolationLevel: 'RepeatableRead' }),
    ),
    transact: (work, { limitMs = transactionLimits.timeout } = {}) =>
      prisma.$transaction((client) => work(tables(client, (inside) => inside(client))), {
        ...transactionLimits,
        timeout: limitMs,
      }),
  };
}
