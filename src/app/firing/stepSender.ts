import type { CarriedKind } from '../../domain/steps/lane.js';
import type { Log } from '../ports/log.js';
import type { Mail } from '../ports/mailer.js';
import type { AnyOutcome, MayLeave } from '../ports/sending-outcome.js';
import type { Acceptance, Taken } from '../ports/stores/acceptances.js';
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
    begin: async (items, { neverLeft, accepted } = {}) =>
      begunOf(items, await deps.store.read.executions.beginSending(items.map(idOf), deps, neverLeft, accepted)),
    settle: (sent) => {
      const steps = sent.map(stepOf);
      for (const step of steps) logOutcome(deps.log, step);
      const kept = new Set(sent.flatMap(keptAsOf));
      return settleSent(deps, steps, { kept: [...kept], lasting: sent.every(isKept) ? 'soon' : 'at-once' });
    },
    giveBack: (items) => giveBack(deps, items.map(idOf)),
  };
}

function idOf({ claim }: Outgoing): string {
  return claim.id;
}

/** The items of which it is written that they begin. */
function begunOf(
  items: readonly Outgoing[],
  begun: readonly { readonly id: string; readonly attempt: number }[],
): BegunItem<Outgoing>[] {
  const attempts = new Map<string, number>();
  for (const { id, attempt } of begun) attempts.set(id, attempt);
  const found: BegunItem<Outgoing>[] = [];
  for (const item of items) {
    const attempt = attempts.get(item.claim.id);
    if (attempt !== undefined) found.push({ item, attempt });
  }
  return found;
}

function isKept({ keptAs }: SentItem<Outgoing>): boolean {
  return keptAs !== undefined;
}

function keptAsOf({ keptAs }: SentItem<Outgoing>): string | [] {
  return keptAs ?? [];
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
    ...(together.most > 1 && { acceptanceOf: (sent) => acceptanceOf(deps.ids.next(), sent) }),
    send: (items, mayLeave) => {
      const mails = mailsOf(items);
      return mails.length === 1 ? oneByOne(items, mayLeave) : together.send(mails, mayLeave);
    },
  };
}

/** Null where something of it was not taken. */
function acceptanceOf(id: string, sent: readonly SentItem<Outgoing>[]): Acceptance | null {
  const taken: Taken[] = [];
  for (const { item, attempt, outcome } of sent) {
    if (outcome.kind !== 'accepted') return null;
    taken.push({ executionId: item.claim.id, attempt, providerMessageId: outcome.providerMessageId });
  }
  return { id, taken };
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
