import type { DateTime } from 'luxon';
import type { StepLane } from '../../domain/steps/lane.js';
import { type ChangedEnrollment, isAnyDue } from '../enrollments/saveChanged.js';
import { withProgress } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Claim, Enrollment } from '../ports/stores/enrollments.js';
import type { StoredContact } from '../ports/stores/people.js';
import { askWhetherSent, type UncertainSending } from './askWhetherSent.js';
import { type Decision, decide } from './decide.js';
import { endPauses } from './endPauses.js';
import { reserveErrands, runErrands } from './errands.js';
import type { FiringDeps } from './fireDue.js';
import { loadEach, sorted } from './loadEach.js';
import { type Snapshot, withContact } from './loadSnapshots.js';
import { type Outgoing, underClaim } from './outgoing.js';
import { pausedWithOwner } from './pausedWithOwner.js';
import type { PreparingContext } from './prepareStep.js';
import { saveClaimed } from './saveClaimed.js';
import { changesContact, saveContacts } from './saveContacts.js';
import type { Asked, ClaimedItems } from './sender.js';
import { type Fault, faultOf, setAside } from './setAside.js';
import { type Standing, standInstead } from './standInstead.js';
import { takeTurns } from './takeTurns.js';
import { closeEnded, writeDecisions } from './writeDecisions.js';

type ClaimDeps = Pick<FiringDeps, 'store' | 'ids' | 'settings' | 'worker' | 'leaseMs' | 'log' | 'letOthers'> &
  Pick<PreparingContext, 'numbers'>;

interface ClaimContext extends ClaimDeps {
  readonly lane: StepLane;
  /** For the log, when what was decided is stored. */
  readonly faults: Fault[];
}

/** Decisions that are made before anybody else is heard: a few milliseconds. */
const decidedAtOnce = 40;

/** For how long what a newer program has written is left alone, before this one looks whether it still cannot be read. */
const patience = { minutes: 1 };

/**
 * One short transaction: takes due enrollments of a lane, decides all of them and writes what was decided. Nothing has
 * left yet. One that cannot be read or decided is set aside for a person, and holds up none of the others.
 */
export async function claimDue(deps: ClaimDeps, lane: StepLane, asked: Asked): Promise<ClaimedItems<Outgoing>> {
  const faults: Fault[] = [];
  const claim = (tables: Tables) => claimWithin(tables, { ...deps, lane, faults }, asked);
  // What PostgreSQL forgets of it never was; nothing leaves that is not written down after it, for good.
  const claimed = await deps.store.transact(claim, { lasting: 'soon' });
  for (const fault of faults) deps.log.error(fault, 'an enrollment was set aside: its step could not be decided');
  return claimed;
}

async function claimWithin(
  tables: Tables,
  context: ClaimContext,
  { now, limit, shut }: Asked,
): Promise<ClaimedItems<Outgoing>> {
  const { ids, worker, leaseMs } = context;
  const { due, unreadable } = await tables.enrollments.claimDue(context.lane, now, limit);
  const enrollments = due.length + unreadable.length;
  if (enrollments === 0) return { decided: 0, postponed: 0, ready: [], mayBeMore: false };
  const decided = await decideAll(tables, context, { due, unreadable }, now);
  const { ready, standing: mayLeave, postponed } = await reserveErrands(tables, decided);
  await tables.enrollments.saveMany(
    postponed.map((decision) => againSoon(decision, now)),
    now,
  );
  // While nothing leaves, nothing counts.
  const turns = shut === null ? await takeTurns({ tables, now }, mayLeave) : null;
  const decisions = turns?.decisions ?? mayLeave;
  const outgoing = allOutgoing(decisions);
  const claims = await tables.executions.claim(outgoing.map(claimOf), { worker, leaseMs });
  await turns?.count(claims);
  const held = new Set(claims.map(enrollmentIdOf));
  const standing = await standings(tables, decisions, { held, now, ids });
  await writeDecisions(tables, standing.map(decisionOf));
  await askWhetherSent(tables, ids, standing.flatMap(asksOf), now);
  if (shut !== null) await tables.executions.putOff(claims.map(idOf), shut.reason, now);
  const saved = changesOf(standing, { waiting: turns?.waiting, held, shut });
  await saveClaimed({ tables, now }, due, saved);
  await closeEnded(tables, decisions, now);
  await saveContacts({ tables, now }, decisions);
  for (const errands of ready) await runErrands({ tables, ids, now }, errands);
  const mayBeMore =
    enrollments >= limit ||
    ready.length > 0 ||
    turns?.passedOn === true ||
    decisions.some(changesContact) ||
    isAnyDue(saved, now);
  if (shut !== null) return { decided: enrollments, postponed: decisions.length, ready: [], mayBeMore };
  return { decided: enrollments, postponed: 0, ready: underClaims(outgoing, claims), mayBeMore };
}

/** Decides what can be read; the rest is left to a newer program, or to a person. */
async function decideAll(
  tables: Tables,
  context: ClaimContext,
  { due, unreadable }: Pick<Awaited<ReturnType<Tables['enrollments']['claimDue']>>, 'due' | 'unreadable'>,
  now: DateTime,
): Promise<readonly Decision[]> {
  const loaded = await loadEach(tables, due);
  const unpaused = await endPauses({ tables, ids: context.ids, now }, loaded.snapshots);
  const { newer, unread } = sorted([...unreadable, ...loaded.unreadable, ...unpaused.faults]);
  await tables.enrollments.leaveToNewer(newer, now.plus(patience));
  await tables.enrollments.setAside(
    unread.map(({ id, error }) => ({ id, ...faultOf(context, id, error) })),
    now,
  );
  return pausedWithOwner(tables, await decideInTurn(context, unpaused.due, now), now);
}

/** One after the other: what a rule makes of a contact, the contact's next enrollment knows. */
async function decideInTurn(
  context: ClaimContext,
  snapshots: readonly Snapshot[],
  now: DateTime,
): Promise<readonly Decision[]> {
  const contacts = new Map<string, StoredContact>();
  const decisions: Decision[] = [];
  for (const snapshot of snapshots) {
    if (decisions.length > 0 && decisions.length % decidedAtOnce === 0) await context.letOthers?.();
    const changed = contacts.get(snapshot.contact.id);
    const decision = decideOne(context, changed === undefined ? snapshot : withContact(snapshot, changed), now);
    if (changesContact(decision)) contacts.set(snapshot.contact.id, decision.after.contact);
    decisions.push(decision);
  }
  return decisions;
}

function decideOne(context: ClaimContext, snapshot: Snapshot, now: DateTime): Decision {
  try {
    return decide(snapshot, now, context);
  } catch (error) {
    return setAside(context, snapshot, error, now);
  }
}

/** A decision whose errands need rows that somebody else holds is made again in a moment. */
function againSoon({ snapshot }: Decision, now: DateTime): Enrollment {
  return { ...snapshot.enrollment, dueAt: now.plus({ seconds: 2 }) };
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

interface Claimed {
  /** The senders that enrollments wait for, by enrollment; absent: none does. */
  readonly waiting: ReadonlyMap<string, string> | undefined;
  /** The enrollments of which something is claimed. */
  readonly held: ReadonlySet<string>;
  readonly shut: Asked['shut'];
}

/** What becomes of the enrollments. */
function changesOf(standing: readonly Standing[], { waiting, held, shut }: Claimed): ChangedEnrollment[] {
  const changes: ChangedEnrollment[] = [];
  for (const one of standing) {
    const [before, after] = [one.decision.snapshot.enrollment, savedOf(one)];
    const queuedFor = waiting?.get(after.id);
    if (queuedFor !== undefined) changes.push({ before, after: { ...after, dueAt: null, queuedFor } });
    else if (shut === null || !held.has(after.id)) changes.push({ before, after });
    // In the order in which they were due, so that they leave in it.
    else changes.push({ before, after: { ...after, dueAt: shut.opensAt.plus({ milliseconds: changes.length }) } });
  }
  return changes;
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

function allOutgoing(decisions: readonly Decision[]): Outgoing[] {
  const all: Outgoing[] = [];
  for (const { outgoing } of decisions) if (outgoing !== null) all.push(outgoing);
  return all;
}

/** What is sent, in the order of its claims. A claim's row may have had an id from an earlier try: it travels under that one. */
function underClaims(outgoing: readonly Outgoing[], claims: readonly Claim[]): Outgoing[] {
  const byEnrollment = new Map<string, Outgoing>();
  for (const one of outgoing) byEnrollment.set(one.claim.enrollmentId, one);
  const items: Outgoing[] = [];
  for (const claim of claims) {
    const one = byEnrollment.get(claim.enrollmentId);
    if (one !== undefined) items.push(underClaim(one, claim));
  }
  return items;
}

function claimOf({ claim }: Outgoing): Claim {
  return claim;
}

function idOf({ id }: Claim): string {
  return id;
}

function enrollmentIdOf({ enrollmentId }: Claim): string {
  return enrollmentId;
}

function decisionOf({ decision }: Standing): Decision {
  return decision;
}

function asksOf({ asks }: Standing): UncertainSending | [] {
  return asks ?? [];
}
