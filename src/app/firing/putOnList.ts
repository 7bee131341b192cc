import { fullName } from '../../domain/contact/contact.js';
import { postalAddressOf } from '../../domain/contact/postal-address.js';
import { nextDeliveryAt } from '../../domain/fulfillment/list.js';
import type { FulfillmentStep } from '../../domain/steps/fulfillment.js';
import { contentFor } from '../../domain/steps/variant.js';
import { lineId } from '../fulfillment/lineIds.js';
import type { Tables } from '../ports/store.js';
import type { ListLine, StoredDelivery, StoredList } from '../ports/stores/parcels.js';
import type { Snapshot } from './loadSnapshots.js';

/** An item for the contact, before the step's row is stored: lines are called by its id. */
export interface NewLine extends Omit<ListLine, 'id'> {
  readonly executionId: string;
  /** From 1, in the list's order. */
  readonly number: number;
}

/** What a decision hands over to somebody outside, later. */
export interface Parcelled {
  readonly lines: readonly NewLine[];
  readonly deliveries: readonly StoredDelivery[];
}

export type PutOnList =
  | { readonly kind: 'lines'; readonly lines: readonly NewLine[] }
  /** A clause for people, without a full stop. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** Puts the contact on the step's list: every item of it, for the address as it is now. */
export function putOnList(
  { contact, enrollment, lists }: Pick<Snapshot, 'contact' | 'enrollment' | 'lists'>,
  step: FulfillmentStep,
  { executionId, now }: { readonly executionId: string; readonly now: ListLine['addedAt'] },
): PutOnList {
  const content = contentFor(step.content, enrollment.id, step.id);
  const name = content.source === 'inline' ? content.list : content.template;
  const list = lists.get(name);
  if (list === undefined) return { kind: 'impossible', reason: `there is no list called ${name}` };
  const { company, email, phone } = contact;
  const address = postalAddressOf(contact);
  const whose = {
    contact: { name: fullName(contact), company, email, phone },
    address: address.ok ? address.address : null,
  };
  return {
    kind: 'lines',
    lines: list.items.map(({ item, quantity }, index) => {
      return { executionId, number: index + 1, listId: list.id, addedAt: now, item, quantity, ...whose };
    }),
  };
}

/**
 * Writes what decisions hand over, and has the lists that something came onto delivered at their next time. `idOf`: under
 * which id a row of the ledger is stored.
 */
export async function writeParcels(
  tables: Tables,
  parcelled: readonly (Parcelled & { readonly snapshot: Pick<Snapshot, 'lists' | 'workspace'> })[],
  idOf: (executionId: string) => string,
): Promise<void> {
  const deliveries = parcelled.flatMap(deliveriesOf);
  if (deliveries.length > 0) await tables.parcels.addDeliveries(deliveries);
  const lines = parcelled.flatMap(linesOf);
  if (lines.length === 0) return;
  await tables.parcels.addLines(
    lines.map(({ executionId, number, ...line }) => ({ ...line, id: lineId(idOf(executionId), number) })),
  );
  const due = parcelled.flatMap(({ lines: own, snapshot }) =>
    own.map(({ listId, addedAt }) => ({ list: byId(snapshot.lists, listId), zone: snapshot.workspace.zone, addedAt })),
  );
  // In one order for everybody, since each row is held from then on.
  const firstOfEach = [...new Map(due.map((one) => [one.list.id, one]))].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [id, { list, zone, addedAt }] of firstOfEach) {
    await tables.parcels.schedule(id, nextDeliveryAt(list, zone, addedAt));
  }
}

function deliveriesOf({ deliveries }: Parcelled): readonly StoredDelivery[] {
  return deliveries;
}

function linesOf({ lines }: Parcelled): readonly NewLine[] {
  return lines;
}

function byId(lists: Snapshot['lists'], id: string): StoredList {
  const list = [...lists.values()].find((one) => one.id === id);
  if (list === undefined) throw new Error(`the list ${id} is not stored`);
  return list;
}
