import type { DateTime } from 'luxon';
import type { Delivery } from '../../domain/fulfillment/delivery.js';
import { backOff } from '../firing/backOff.js';
import type { FiringDeps } from '../firing/fireDue.js';
import { sideBySide } from '../firing/sideBySide.js';
import type { SendingOutcome } from '../ports/sending-outcome.js';
import type { Tables } from '../ports/store.js';
import type { ClaimedDelivery, DeliverySettlement } from '../ports/stores/parcels.js';
import { executionOf } from './lineIds.js';
import { mailOfDelivery } from './mailOfDelivery.js';
import { tellManagers } from './tellManagers.js';

/** Lists that one transaction closes. */
const claimSize = 20;
/** Addresses served at once. */
const mostAtOnce = 8;
/** How long a try is one worker's (minutes): longer than a request may take. */
const holdMinutes = 2;

export type HandingOver = Pick<
  FiringDeps,
  'store' | 'clock' | 'ids' | 'mailer' | 'deliveries' | 'settings' | 'stopping'
>;

/**
 * Closes lists whose time has come and hands over what is due, until nothing is: each delivery under one id and with the
 * same lines however often it is tried. What was missed while everything was down goes out once. Those of one address go one
 * after the other, in order; an address that does not answer holds up no other. Answers how many were closed or tried.
 */
export async function handOverDue(deps: HandingOver): Promise<number> {
  let closed = 0;
  const tried = await sideBySide<ClaimedDelivery>({
    most: mostAtOnce,
    stopping: deps.stopping,
    claim: async (limit, inHand) => {
      const now = await deps.clock.now();
      const lists = await deps.store.transact((tables) => closeDue(tables, deps, now));
      closed += lists;
      const { parcels } = deps.store.read;
      const until = now.plus({ minutes: holdMinutes });
      const items = await parcels.claimDeliveries({ now, until, limit }, inHand);
      return { claimed: lists + items.length, items };
    },
    work: async (claimed) => settle(deps, claimed, await handOver(deps, claimed)),
  });
  return closed + tried;
}

/** What comes onto a list from here on is in its next delivery. */
async function closeDue(tables: Tables, { ids }: HandingOver, now: DateTime): Promise<number> {
  const lists = await tables.parcels.claimDueLists(now, claimSize);
  for (const { id, workspaceId, name, to } of lists) {
    const content = { kind: 'list', list: { id, name } } as const;
    await tables.parcels.close({ id: ids.next(), workspaceId, to, closedAt: now, content });
  }
  return lists.length;
}

async function handOver(deps: HandingOver, claimed: ClaimedDelivery): Promise<SendingOutcome> {
  const { deliveries, store } = deps;
  const { to, content } = claimed;
  if (content.kind === 'rule') {
    if (to.kind === 'mail') throw new Error(`${claimed.id} is what a rule tells, and goes to a mail address`);
    return deliveries.tell(content.event, to.url);
  }
  const { id, closedAt, lines } = claimed;
  const delivery: Delivery = { id, list: content.list, closedAt, lines };
  if (to.kind === 'webhook') return deliveries.deliver(delivery, to.url);
  const workspace = await store.read.workspaces.byId(claimed.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${claimed.workspaceId}`);
  const mail = mailOfDelivery(delivery, {
    to: to.email,
    workspace,
    settings: deps.settings,
    again: claimed.mayHaveArrived,
  });
  return mail === null ? { kind: 'refused', reason: 'no sender address is configured' } : deps.mailer.send(mail);
}

async function settle(deps: HandingOver, claimed: ClaimedDelivery, outcome: SendingOutcome): Promise<void> {
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const settlement = settlementOf(claimed, outcome, now);
    if (!(await tables.parcels.settle(settlement, now))) return;
    if (outcome.kind === 'accepted') return tellDelivered(tables, deps, claimed, now);
    if (outcome.kind === 'deferred' && outcome.cause === 'moment') return;
    await tellManagers(tables, deps, { claimed, outcome, now });
  });
}

/** Reports count what was handed over for the step that put it on the list. */
async function tellDelivered(
  tables: Tables,
  { ids }: HandingOver,
  { lines }: ClaimedDelivery,
  now: DateTime,
): Promise<void> {
  const touches = new Set(lines.map(({ id }) => executionOf(id)));
  const signs = [...touches].map((executionId) => ({ id: ids.next(), executionId, sign: 'delivered' as const }));
  await tables.events.addSigns(signs, now);
}

function settlementOf({ id, attempt }: ClaimedDelivery, outcome: SendingOutcome, now: DateTime): DeliverySettlement {
  const base = { id, attempt };
  const again = (retryAfterMs: number | null) => now.plus({ milliseconds: backOff(attempt, retryAfterMs) });
  switch (outcome.kind) {
    case 'accepted':
      return { ...base, state: 'delivered', reason: null, dueAt: null };
    case 'refused':
      return { ...base, state: 'refused', reason: outcome.reason, dueAt: null };
    case 'deferred':
      return { ...base, state: 'waiting', reason: outcome.reason, dueAt: again(outcome.retryAfterMs) };
    case 'unknown':
      return { ...base, state: 'uncertain', reason: outcome.reason, dueAt: again(null) };
  }
}
