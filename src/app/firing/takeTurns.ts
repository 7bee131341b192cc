import type { DateTime } from 'luxon';
import { emailKey } from '../../domain/contact/email-address.js';
import {
  isLimited,
  leftOf,
  opensAt,
  type SendingLimits,
  type SentSoFar,
  windowsAt,
} from '../../domain/mail/sending-limits.js';
import type { Tables } from '../ports/store.js';
import type { Claim } from '../ports/stores/executions.js';
import type { MailboxStanding, WaitedMailbox } from '../ports/stores/mailboxes.js';
import type { Workspace } from '../ports/stores/people.js';
import type { Decision } from './decide.js';
import { passOnTurns } from './passOnTurns.js';

/** What of a claim's decisions may leave by the limits of their senders, and what waits its turn. */
export interface Turns {
  /** All of them, in their order; those that wait send nothing. */
  readonly decisions: readonly Decision[];
  /** The sender that an enrollment waits for, by the enrollment's id. */
  readonly waiting: ReadonlyMap<string, string>;
  /** Whether others were given turns that these did not use: they are due now. */
  readonly passedOn: boolean;
  /** Writes down what counts by its sender's limits, once it is claimed. */
  readonly count: (claims: readonly Claim[]) => Promise<void>;
}

/** Who sends a decision's mail, in lower case; null where it sends none. */
function senderOf({ outgoing }: Decision): string | null {
  return outgoing?.kind === 'email' ? emailKey(outgoing.thing.from.email) : null;
}

/**
 * Lets as many mails of each sender leave as its limits leave room for: first those whose turn has come, then, where nobody
 * waits, those that are due longest. The others wait, out of the index that workers scan, until their sender opens again. Two
 * workers never count the same sender at once: its row is held until the claim is committed. Whose turn has come and who sends
 * nothing (suppressed meanwhile, held for a blank field, its window closed) passes it on.
 */
export async function takeTurns(
  { tables, now }: { readonly tables: Tables; readonly now: DateTime },
  decisions: readonly Decision[],
): Promise<Turns> {
  const waiting = new Map<string, string>();
  const counted = new Map<string, string>();
  for (const { workspace, limits, decided } of limitedOf(decisions)) {
    const bySender = groupedBySender(decided);
    const standings = await tables.mailboxes.hold(workspace.id, [...bySender.keys()], windowsAt(now, workspace.zone));
    const opening: { address: string; at: DateTime }[] = [];
    for (const [address, mails] of bySender) {
      const { going, staying, next } = share(mails, standings.get(address) ?? nothingSent, limits, {
        now,
        zone: workspace.zone,
        address,
      });
      for (const { snapshot } of going) counted.set(snapshot.enrollment.id, address);
      for (const { snapshot } of staying) waiting.set(snapshot.enrollment.id, address);
      if (staying.length > 0) opening.push({ address, at: next });
    }
    await tables.mailboxes.openAt(workspace.id, opening);
  }
  return {
    passedOn: (await passOnTurns(tables, unusedTurns(decisions))) > 0,
    decisions: heldBack(decisions, waiting),
    waiting,
    count: (claims) => tables.mailboxes.count(countedClaims(claims, counted), now),
  };
}

/** The turns of those that send nothing from the sender they waited for. */
function unusedTurns(decisions: readonly Decision[]): WaitedMailbox[] {
  const unused: WaitedMailbox[] = [];
  for (const decision of decisions) {
    const { queuedFor, workspaceId } = decision.snapshot.enrollment;
    if (queuedFor !== null && queuedFor !== senderOf(decision)) unused.push({ workspaceId, address: queuedFor });
  }
  return unused;
}

/** The same, but that those which wait send nothing. */
function heldBack(decisions: readonly Decision[], waiting: ReadonlyMap<string, string>): readonly Decision[] {
  if (waiting.size === 0) return decisions;
  return decisions.map((one) => (waiting.has(one.snapshot.enrollment.id) ? { ...one, outgoing: null } : one));
}

/** `counted`: senders by enrollment. */
function countedClaims(claims: readonly Claim[], counted: ReadonlyMap<string, string>) {
  const found: { readonly id: string; readonly address: string }[] = [];
  for (const { id, enrollmentId } of claims) {
    const address = counted.get(enrollmentId);
    if (address !== undefined) found.push({ id, address });
  }
  return found;
}

const nothingSent: MailboxStanding = { sent: { hour: 0, day: 0 }, isWaitedFor: false };

/** The decisions of each workspace that has limits. */
function limitedOf(decisions: readonly Decision[]) {
  const workspaces = new Map<string, { workspace: Workspace; limits: SendingLimits; decided: Decision[] }>();
  for (const decision of decisions) {
    const { workspace } = decision.snapshot;
    const limits = { perHour: workspace.mailsPerHour, perDay: workspace.mailsPerDay };
    if (!isLimited(limits)) continue;
    const known = workspaces.get(workspace.id) ?? { workspace, limits, decided: [] };
    known.decided.push(decision);
    workspaces.set(workspace.id, known);
  }
  return [...workspaces.values()];
}

function groupedBySender(decisions: readonly Decision[]): ReadonlyMap<string, readonly Decision[]> {
  const grouped = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const sender = senderOf(decision);
    if (sender !== null) grouped.set(sender, [...(grouped.get(sender) ?? []), decision]);
  }
  return grouped;
}

/** Who of one sender goes and who stays, and when the next look is due. */
function share(
  mails: readonly Decision[],
  { sent, isWaitedFor }: MailboxStanding,
  limits: SendingLimits,
  { now, zone, address }: { readonly now: DateTime; readonly zone: string; readonly address: string },
) {
  const hasTurn = ({ snapshot }: Decision) => snapshot.enrollment.queuedFor === address;
  const left = leftOf(limits, sent);
  const inTurn = mails.filter(hasTurn);
  // Whoever falls due while others wait comes after them.
  const others = isWaitedFor ? [] : mails.filter((one) => !hasTurn(one));
  const going = new Set([...inTurn, ...others].slice(0, left));
  const used: SentSoFar = { hour: sent.hour + going.size, day: sent.day + going.size };
  // Where others wait already, they are looked at when that was planned.
  const next = opensAt(limits, used, now, zone);
  return { going: mails.filter((one) => going.has(one)), staying: mails.filter((one) => !going.has(one)), next };
}
