import type { AlarmGaps } from './stores/alarm-gaps.js';
import type { Audit, Digests, ProviderEvents } from './stores/digests.js';
import type { Drafts } from './stores/drafts.js';
import type { Enrollments, Executions } from './stores/enrollments.js';
import type { History } from './stores/history.js';
import type { HomeViews } from './stores/home-views.js';
import type { Mailboxes } from './stores/mailboxes.js';
import type { Paces } from './stores/paces.js';
import type { Parcels } from './stores/parcels.js';
import type { PauseEnds } from './stores/pause-ends.js';
import type { Contacts, Members, Suppressions, Workspaces } from './stores/people.js';
import type { PublishRequests } from './stores/publish-requests.js';
import type { Readings } from './stores/readings.js';
import type { Reports } from './stores/reports.js';
import type { Requests } from './stores/requests.js';
import type { Sequences, Templates } from './stores/sequences.js';
import type { Posts, Tasks } from './stores/tasks.js';

/** Every table, as seen by one transaction (or, from {@link Store.read}, by single statements). */
export interface Tables {
  readonly workspaces: Workspaces;
  readonly members: Members;
  readonly contacts: Contacts;
  readonly suppressions: Suppressions;
  readonly sequences: Sequences;
  readonly drafts: Drafts;
  readonly publishRequests: PublishRequests;
  readonly templates: Templates;
  readonly enrollments: Enrollments;
  readonly executions: Executions;
  readonly requests: Requests;
  readonly tasks: Tasks;
  readonly posts: Posts;
  readonly homeViews: HomeViews;
  readonly mailboxes: Mailboxes;
  readonly paces: Paces;
  readonly parcels: Parcels;
  readonly digests: Digests;
  readonly events: ProviderEvents;
  readonly pauseEnds: PauseEnds;
  readonly history: History;
  readonly readings: Readings;
  readonly reports: Reports;
  readonly alarmGaps: AlarmGaps;
  readonly audit: Audit;
}

export interface TransactionOptions {
  readonly limitMs?: number;
  readonly writes?: 'few' | 'many';
  readonly plans?: 'made' | 'kept';
  readonly lasting?: 'at-once' | 'soon';
}

/** The truth. Implemented on PostgreSQL only: use cases are tested on it (docs/decisions/0004-no-fake-stores.md). */
export interface Store {
  /** For reading outside a transaction. */
  readonly read: Tables;
  /**
   * Commits when `work` resolves, rolls back when it rejects. Short (30 s at the most, unless `limitMs` allows
   * more): no provider and no Slack is called inside. `writes: 'many'`: hundreds of new rows and more. `plans: 'kept'`: what
   * it does to find rows is the same every time, by their ids. `lasting: 'soon'`: its commit does not wait for the disk. Should
   * PostgreSQL die within the next second, it may not have been, and nothing that was committed after it either; once
   * something else that was committed after it lasts, so does this.
   */
  transact<T>(work: (tables: Tables) => Promise<T>, options?: TransactionOptions): Promise<T>;
}
