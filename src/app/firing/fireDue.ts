import type { DateTime } from 'luxon';
import { withProgress } from '../enrollments/saveTransition.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Mail, Mailer } from '../ports/mailer.js';
import type { Store } from '../ports/store.js';
import type { Claim } from '../ports/stores/enrollments.js';
import type { Post } from '../ports/stores/tasks.js';
import { closeTasks } from '../tasks/closeTasks.js';
import { decide } from './decide.js';
import { loadSnapshots } from './loadSnapshots.js';
import type { MailSettings } from './prepareMail.js';
import { sendMails } from './sendMails.js';

/** What firing needs. */
export interface FiringDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly mailer: Mailer;
  readonly settings: MailSettings;
  /** This process, in leases. */
  readonly worker: string;
  /** How long a claim and a request may take; longer than the mailer's timeout (milliseconds, the database's raw time). */
  readonly leaseMs: number;
  /** Requests to the mail provider open at once. */
  readonly concurrency: number;
  /** Set when the program stops: nothing new is begun, what was claimed and not begun is given back. */
  readonly stopping: () => boolean;
}

/** A mail whose claim is written. */
export interface ClaimedMail {
  readonly claim: Claim;
  readonly mail: Mail;
}

/** Enrollments that one claim takes. */
const claimSize = 200;

/**
 * Fires what is due: claims, sends, settles, until nothing is due any more (architecture, "Firing"). Answers how many
 * enrollments were decided. Rejects for faults of the database; what is claimed by then is found again by its lease.
 */
export async function fireDue(deps: FiringDeps): Promise<number> {
  let decided = 0;
  while (!deps.stopping()) {
    const batch = await claimDue(deps, await deps.clock.now());
    if (batch.enrollments === 0) break;
    decided += batch.enrollments;
    await sendMails(deps, batch.mails);
  }
  return decided;
}

/** One short transaction: takes due enrollments, decides all of them and writes what was decided. Nothing has left yet. */
async function claimDue(
  deps: FiringDeps,
  now: DateTime,
): Promise<{ readonly enrollments: number; readonly mails: readonly ClaimedMail[] }> {
  const { store, ids, settings, worker, leaseMs } = deps;
  return store.transact(async (tables) => {
    const due = await tables.enrollments.claimDue(now, claimSize);
    if (due.length === 0) return { enrollments: 0, mails: [] };
    const decisions = (await loadSnapshots(tables, due)).map((snapshot) => decide(snapshot, now, { ids, settings }));
    const stored = await tables.executions.record(decisions.flatMap(({ executions }) => executions));
    await tables.tasks.create(decisions.flatMap(({ tasks }) => tasks));
    await tables.posts.add(decisions.flatMap(({ posts }) => posts.map((post) => aboutStored(post, stored))));
    const outgoing = decisions.flatMap(({ outgoing }) => outgoing ?? []);
    const claims = await tables.executions.claim(
      outgoing.map(({ claim }) => claim),
      { worker, leaseMs },
    );
    await tables.enrollments.saveMany(
      decisions.map(({ snapshot, progress, hold, outgoing }) => {
        const beside = { hold: hold?.kind ?? null, holdReason: hold?.reason ?? null };
        return withProgress(snapshot.enrollment, progress, beside, outgoing !== null);
      }),
      now,
    );
    for (const { snapshot, progress } of decisions) {
      if (progress.exited !== null) await closeTasks(tables, snapshot.enrollment, progress.exited.reason, now);
    }
    return { enrollments: due.length, mails: claims.flatMap((claim) => mailOf(claim, outgoing)) };
  });
}

/** A step that is refused again has the row of the first time: its notice names that one. */
function aboutStored(post: Post, stored: ReadonlyMap<string, string>): Post {
  if (post.content.kind !== 'notice' || post.content.notice.kind !== 'failed') return post;
  const { notice } = post.content;
  const executionId = stored.get(notice.executionId) ?? notice.executionId;
  return { ...post, content: { kind: 'notice', notice: { ...notice, executionId } } };
}

/** The claim's row may have had an id from an earlier try: the mail travels under that one. */
function mailOf(claim: Claim, outgoing: readonly ClaimedMail[]): ClaimedMail[] {
  const same = outgoing.find(
    (one) =>
      one.claim.enrollmentId === claim.enrollmentId &&
      one.claim.stepId === claim.stepId &&
      one.claim.occurrence === claim.occurrence,
  );
  return same === undefined ? [] : [{ claim, mail: { ...same.mail, executionId: claim.id } }];
}
