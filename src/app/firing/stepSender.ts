import type { CarriedKind } from '../../domain/steps/lane.js';
import type { Log } from '../ports/log.js';
import type { Mail } from '../ports/mailer.js';
import type { AnyOutcome, MayLeave } from '../ports/sending-outcome.js';
import type { Acceptance, Beginning, HeldClaim } from '../ports/stores/requests.js';
import { claimDue } from './claimDue.js';
import type { FiringDeps } from './fireDue.js';
import { giveBack } from './giveBack.js';
import { handOverCard } from './handOverCard.js';
import type { Outgoing, OutgoingOf, ThingOfKind } from './outgoing.js';
import type { Asked, BegunItem, Sender, SentItem } from './sender.js';
import { type Sent, settleSent } from './settleSent.js';

type HandOver<K extends CarriedKind> = (
  deps: FiringDeps,
  thing: ThingOfKind[K],
  mayLeave: MayLeave,
) => Promise<AnyOutcome>;

/** Which provider takes what, one by one, by kind of step: complete by the compiler's word. */
const handsOver: { readonly [K in CarriedKind]: HandOver<K> } = {
  email: ({ mailer }, mail, mayLeave) => mailer.send(mail, mayLeave),
  sms: async ({ texter }, text, mayLeave) => {
    if (texter === null) throw new Error('a text was prepared though nothing carries texts');
    return texter.send(text, mayLeave);
  },
  postcard: async ({ postcards }, card, mayLeave) => {
    if (postcards === null) throw new Error('a postcard was prepared though nothing prints postcards');
    return handOverCard(postcards, card, mayLeave);
  },
};

function handOver<K extends CarriedKind>(
  deps: FiringDeps,
  { kind, thing }: OutgoingOf<K>,
  mayLeave: MayLeave,
): Promise<AnyOutcome> {
  return handsOver[kind](deps, thing, mayLeave);
}

/** How steps of a kind are claimed, sent and settled. */
export function stepSender(lane: CarriedKind, deps: FiringDeps): Sender<Outgoing> {
  return {
    ...sharingOf(lane, deps),
    leaseMs: deps.leaseMs,
    leaveWithinMs: deps.leaseMs - deps.requestMs,
    claim: (asked) => claimSteps(lane, deps, asked),
    begin: async (requests, { neverLeft, accepted } = {}) => {
      const beginnings = requests.map((items): Beginning => ({ id: deps.ids.next(), claims: items.map(heldClaimOf) }));
      const begun = await deps.store.read.executions.beginSending(beginnings, deps, neverLeft, accepted);
      return begunOf(requests, beginnings, begun);
    },
    settle: (sent) => {
      const steps = sent.map(stepOf);
      for (const step of steps) logOutcome(deps.log, step);
      const requestIds = new Set(sent.map(requestIdOf));
      return settleSent(deps, steps, { requestIds: [...requestIds], lasting: sent.every(isKept) ? 'soon' : 'at-once' });
    },
    giveBack: (items) => giveBack(deps, items.map(heldClaimOf)),
  };
}

function heldClaimOf({ claim, claimId }: Outgoing): HeldClaim {
  return { executionId: claim.id, claimId };
}

/** The items of which it is written that they begin: by their claims, since two may be of one row, of which one is over. */
function begunOf(
  requests: readonly (readonly Outgoing[])[],
  beginnings: readonly Beginning[],
  begun: readonly { readonly claimId: string; readonly attempt: number }[],
): BegunItem<Outgoing>[] {
  const attempts = new Map<string, number>();
  for (const { claimId, attempt } of begun) attempts.set(claimId, attempt);
  const found: BegunItem<Outgoing>[] = [];
  for (const [nth, { id: requestId }] of beginnings.entries()) {
    for (const item of requests[nth] ?? []) {
      const attempt = attempts.get(item.claimId);
      if (attempt !== undefined) found.push({ item, attempt, requestId });
    }
  }
  return found;
}

function isKept({ isKept = false }: SentItem<Outgoing>): boolean {
  return isKept;
}

function requestIdOf({ requestId }: SentItem<Outgoing>): string {
  return requestId;
}

function stepOf({ item: { kind, claim }, attempt, outcome }: SentItem<Outgoing>): Sent {
  return { kind, claim, attempt, outcome };
}

type Sharing = Pick<Sender<Outgoing>, 'concurrency' | 'most' | 'keyOf' | 'likenessOf' | 'send' | 'acceptanceOf'>;

/** How many things share a request: mails where their provider takes many, everything else goes by itself. */
function sharingOf(lane: CarriedKind, deps: FiringDeps): Sharing {
  const { together } = deps.mailer;
  const oneByOne: Sender<Outgoing>['send'] = (items, mayLeave) =>
    Promise.all(items.map((item) => handOver(deps, item, mayLeave)));
  if (lane !== 'email' || together === undefined) {
    return { concurrency: deps.concurrency, most: 1, keyOf: () => null, send: oneByOne };
  }
  return {
    concurrency: deps.mailRequests,
    most: together.most,
    keyOf: (item) => (item.kind === 'email' ? together.keyOf(item.thing) : null),
    likenessOf: (item) => (item.kind === 'email' ? (item.thing.copy?.mould ?? null) : null),
    ...(together.most > 1 && { acceptanceOf }),
    send: (items, mayLeave) => {
      const mails = mailsOf(items);
      return mails.length === 1 ? oneByOne(items, mayLeave) : together.send(mails, mayLeave);
    },
  };
}

/** Of one request; null where something of it was not taken, or under another id. */
function acceptanceOf([first, ...others]: readonly SentItem<Outgoing>[]): Acceptance | null {
  if (first?.outcome.kind !== 'accepted') return null;
  const { requestId: id, outcome } = first;
  const { providerMessageId } = outcome;
  for (const { outcome: other } of others) {
    if (other.kind !== 'accepted' || other.providerMessageId !== providerMessageId) return null;
  }
  return { id, providerMessageId };
}

function mailsOf(items: readonly Outgoing[]): Mail[] {
  const mails: Mail[] = [];
  for (const item of items) if (item.kind === 'email') mails.push(item.thing);
  return mails;
}

/** What has to be known of the provider before anything is claimed: nobody is asked inside of a transaction. */
async function claimSteps(lane: CarriedKind, deps: FiringDeps, asked: Asked) {
  if (lane !== 'sms' || deps.texter === null) return claimDue({ ...deps, numbers: null }, lane, asked);
  const numbers = await deps.texter.numbers();
  if (numbers.ok) return claimDue({ ...deps, numbers: numbers.found.map(({ number }) => number) }, lane, asked);
  const shut = { reason: numbers.reason, opensAt: asked.now.plus({ minutes: 1 }) };
  return claimDue({ ...deps, numbers: 'unknown' }, lane, { ...asked, shut: asked.shut ?? shut });
}

/** By its id what became of a step is found in the database: nothing else of it is logged but the provider's reason. */
function logOutcome(log: Log, { kind, claim, attempt, outcome }: Sent): void {
  const about = { lane: kind, executionId: claim.id, attempt, outcome: outcome.kind };
  if (outcome.kind !== 'accepted')
    log.warn({ ...about, reason: outcome.reason }, 'a step did not leave, or nobody knows');
}
