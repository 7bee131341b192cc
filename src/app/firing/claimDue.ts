import type { DateTime } from 'luxon';
import type { StepLane } from '../../domain/steps/lane.js';
import { withProgress } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Claim, Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';
import type { Post } from '../ports/stores/tasks.js';
import { announcement } from '../tasks/announceOverdue.js';
import { closeTask } from '../tasks/closeTasks.js';
import { askWhetherSent } from './askWhetherSent.js';
import { type Decision, decide } from './decide.js';
import { endPauses } from './endPauses.js';
import { reserveErrands, runErrands } from './errands.js';
import type { FiringDeps } from './fireDue.js';
import { loadEach, sorted } from './loadEach.js';
import { type Snapshot, withContact } from './loadSnapshots.js';
import { type Outgoing, underClaim } from './outgoing.js';
import { pausedWithOwner } from './pausedWithOwner.js';
import type { PreparingContext } from './prepareStep.js';
import { writeParcels } from './putOnList.js';
import { saveClaimed } from './saveClaimed.js';
import { saveContacts } from './saveContacts.js';
import type { Asked, ClaimedItems } from './sender.js';
import { type Fault, faultOf, setAside } from './setAside.js';
import { type Standing, standInstead } from './standInstead.js';
import { takeTurns } from './takeTurns.js';

type ClaimDeps = Pick<FiringDeps, 'store' | 'ids' | 'settings' | 'worker' | 'leaseMs' | 'log'> &
  Pick<PreparingContext, 'numbers'>;

/** For how long what a newer program has written is left alone, before this one looks whether it still cannot be read. */
const patience = { minutes: 1 };

/**
 * One short transaction: takes due enrollments of a lane, decides all of them and writes what was decided. Nothing has
 * left yet. One that cannot be read or decided is set aside for a person, and holds up none of the others.
 */
export async function claimDue(
  deps: ClaimDeps,
  lane: StepLane,
  { now, limit, shut }: Asked,
): Promise<ClaimedItems<Outgoing>> {
  const { store, ids, worker, leaseMs } = deps;
  const faults: Fault[] = [];
  const claim = async (tables: Tables): Promise<ClaimedItems<Outgoing>> => {
    const { due, unreadable } = await tables.enrollments.claimDue(lane, now, limit);
    const enrollments = due.length + unreadable.length;
    if (enrollments === 0) return { decided: 0, postponed: 0, ready: [], mayBeMore: false };
    const loaded = await loadEach(tables, due);
    const aside = { ids, faults };
    const unpaused = await endPauses({ tables, ids, now }, loaded.snapshots);
    const { newer, unread } = sorted([...unreadable, ...loaded.unreadable, ...unpaused.faults]);
    await tables.enrollments.leaveToNewer(newer, now.plus(patience));
    await tables.enrollments.setAside(
      unread.map(({ id, error }) => ({ id, ...faultOf(aside, id, error) })),
      now,
    );
    const own = decideAll(unpaused.due, (snapshot) => decideOne({ ...deps, lane }, aside, snapshot, now));
    const decided = await pausedWithOwner(tables, own, now);
    const { ready, postponed } = await reserveErrands(tables, decided);
    await tables.enrollments.saveMany(
      [...postponed].map((decision) => againSoon(decision, now)),
      now,
    );
    const mayLeave = decided.filter((decision) => !postponed.has(decision));
    // While nothing leaves, nothing counts.
    const turns = shut === null ? await takeTurns({ tables, now }, mayLeave) : null;
    const decisions = turns?.decisions ?? mayLeave;
    const outgoing = decisions.flatMap((decision) => decision.outgoing ?? []);
    const claims = await tables.executions.claim(
      outgoing.map(({ claim }) => claim),
      { worker, leaseMs },
    );
    await turns?.count(claims);
    const held = new Set(claims.map(({ enrollmentId }) => enrollmentId));
    const standing = await standings(tables, decisions, { held, now, ids });
    await writeDecisions(
      tables,
      standing.map(({ decision }) => decision),
    );
    await askWhetherSent(
      tables,
      ids,
      standing.flatMap(({ asks }) => asks ?? []),
      now,
    );
    if (shut !== null) await tables.executions.putOff(idsOf(claims), worker, shut.reason, now);
    const saved = standing.map((one, index) => {
      const [before, after] = [one.decision.snapshot.enrollment, savedOf(one)];
      const waitsFor = turns?.waiting.get(after.id);
      if (waitsFor !== undefined) return { before, after: { ...after, dueAt: null, queuedFor: waitsFor } };
      const isPutOff = shut !== null && held.has(after.id);
      // In the order in which they were due, so that they leave in it.
      return { before, after: isPutOff ? { ...after, dueAt: shut.opensAt.plus({ milliseconds: index }) } : after };
    });
    await saveClaimed({ tables, now }, due, saved);
    await closeEnded(tables, decisions, now);
    await saveContacts({ tables, now }, decisions);
    for (const errands of ready) await runErrands({ tables, ids, now }, errands);
    const mayBeMore =
      enrollments >= limit ||
      ready.length > 0 ||
      turns?.passedOn === true ||
      decisions.some(({ snapshot, after }) => after.contact !== snapshot.contact) ||
      saved.some(({ after }) => after.dueAt !== null && after.dueAt <= now);
    if (shut !== null) return { decided: enrollments, postponed: decisions.length, ready: [], mayBeMore };
    const byEnrollment = new Map(outgoing.map((one) => [one.claim.enrollmentId, one]));
    const items = claims.flatMap((claim) => heldOf(claim, byEnrollment.get(claim.enrollmentId)));
    return { decided: enrollments, postponed: 0, ready: items, mayBeMore };
  };
  // What PostgreSQL forgets of it never was; nothing leaves that is not written down after it, for good.
  const decided = await store.transact(claim, { lasting: 'soon' });
  for (const fault of faults) deps.log.error(fault, 'an enrollment was set aside: its step could not be decided');
  return decided;
}

/** How the decided ones stand once what they send is claimed, or could not be. */
async function standings(
  tables: Tables,
  decisions: readonly Decision[],
  { held, now, ids }: { readonly held: ReadonlySet<string>; readonly now: DateTime; readonly ids: ClaimDeps['ids'] },
): Promise<Standing[]> {
  const standing: Standing[] = [];
  for (const decision of decisions) {
    const isLost = decision.outgoing !== null && !held.has(decision.snapshot.enrollment.id);
    standing.push(
      isLost ? await standInstead(tables, decision, now, ids) : { decision, inFlight: decision.outgoing !== null },
    );
  }
  return standing;
}

function savedOf({ decision: { snapshot, after, progress, hold, pauses }, inFlight }: Standing): Enrollment {
  const { enrollment } = snapshot;
  const beside = {
    hold: hold?.kind ?? null,
    holdReason: hold?.reason ?? null,
    ownerId: after.owner.id,
    ...(pauses.length > 0 ? { pauses: [...enrollment.pauses, ...pauses] } : {}),
  };
  return withProgress(enrollment, progress, beside, inFlight);
}

/** A decision whose errands need rows that somebody else holds is made again in a moment. */
function againSoon({ snapshot }: Decision, now: DateTime): Enrollment {
  return { ...snapshot.enrollment, dueAt: now.plus({ seconds: 2 }) };
}

/** One after the other: what a rule makes of a contact, the contact's next enrollment knows. */
function decideAll(snapshots: readonly Snapshot[], decideOne: (snapshot: Snapshot) => Decision): Decision[] {
  const contacts = new Map<string, StoredContact>();
  return snapshots.map((snapshot) => {
    const changed = contacts.get(snapshot.contact.id);
    const decision = decideOne(changed === undefined ? snapshot : withContact(snapshot, changed));
    if (decision.after.contact !== decision.snapshot.contact) contacts.set(snapshot.contact.id, decision.after.contact);
    return decision;
  });
}

function decideOne(
  deps: Parameters<typeof decide>[2],
  aside: Parameters<typeof setAside>[0],
  snapshot: Snapshot,
  now: DateTime,
): Decision {
  try {
    return decide(snapshot, now, deps);
  } catch (error) {
    return setAside(aside, snapshot, error, now);
  }
}

/** What was decided beside what is sent: the ledger, tasks and messages. */
async function writeDecisions(tables: Tables, decisions: readonly Decision[]): Promise<void> {
  const stored = await tables.executions.record(decisions.flatMap(({ executions }) => executions));
  const idOf = (executionId: string) => stored.get(executionId) ?? executionId;
  await writeParcels(tables, decisions, idOf);
  await tables.tasks.create(
    decisions.flatMap(({ tasks }) => tasks.map((task) => ({ ...task, executionId: idOf(task.executionId) }))),
  );
  await tables.tasks.announce(
    decisions.flatMap(({ tasks, snapshot: { members, workspace } }) =>
      tasks.flatMap(
        (task) =>
          announcement(
            task,
            members.find(({ id }) => id === task.assigneeId),
            workspace,
          ) ?? [],
      ),
    ),
  );
  await tables.posts.add(decisions.flatMap(({ posts }) => posts.map((post) => aboutStored(post, idOf))));
}

/** A step that is refused again has the row of the first time: its notice names that one. */
function aboutStored(post: Post, idOf: (executionId: string) => string): Post {
  if (post.content.kind !== 'notice' || post.content.notice.kind !== 'failed') return post;
  const { notice } = post.content;
  return { ...post, content: { kind: 'notice', notice: { ...notice, executionId: idOf(notice.executionId) } } };
}

async function closeEnded(tables: Tables, decisions: readonly Decision[], now: DateTime): Promise<void> {
  const reasons = new Map(
    decisions.flatMap(({ snapshot, progress: { exited } }) =>
      exited === null ? [] : [[snapshot.enrollment.id, exited.reason] as const],
    ),
  );
  if (reasons.size === 0) return;
  for (const task of await tables.tasks.openOf([...reasons.keys()])) {
    await closeTask(tables, task, { reason: reasons.get(task.enrollmentId) ?? '', now, closedById: null });
  }
}

function idsOf(claims: readonly Claim[]): string[] {
  return claims.map(({ id }) => id);
}

/** The claim's row may have had an id from an earlier try: what is sent travels under that one. */
function heldOf(claim: Claim, outgoing: Outgoing | undefined): Outgoing[] {
  return outgoing === undefined ? [] : [underClaim(outgoing, claim)];
}
