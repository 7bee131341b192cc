import { type PostalAddress, postalAddressOf } from '../../domain/contact/postal-address.js';
import { stepLabel } from '../../domain/steps/step.js';
import type { AppDeps } from '../deps.js';
import type { EnrolledContact } from './enrollContacts.js';

/** Somebody to whom a card goes by their sequence. */
export interface CardAhead {
  readonly contactId: string;
  readonly name: string;
  /** The first step with a card. */
  readonly step: string;
  readonly address: PostalAddress;
}

/** Somebody whom post does not reach; a clause, without a full stop. */
export interface Unreached extends Omit<CardAhead, 'address'> {
  readonly reason: string;
}

/** How long the post office may take, all addresses together asked at once (milliseconds): somebody waits for an answer. */
const withinMs = 4000;

/** Those with a card ahead of them and an address that can be asked about; nobody where nothing prints cards. */
export async function cardsAhead(
  { store: { read }, postcards }: Pick<AppDeps, 'store' | 'postcards'>,
  enrolled: readonly EnrolledContact[],
): Promise<CardAhead[]> {
  const [one] = enrolled;
  const version = one === undefined ? null : await read.sequences.version(one.enrollment.sequenceVersionId);
  const steps = version?.definition.steps ?? [];
  if (postcards === null || !steps.some(({ kind }) => kind === 'postcard')) return [];
  const contacts = new Map(
    (await read.contacts.byIds(enrolled.map(({ contactId }) => contactId))).map((contact) => [contact.id, contact]),
  );
  return enrolled.flatMap(({ contactId, name, enrollment }) => {
    // Of steps on dates any may come next.
    const isDated = enrollment.progress.dates !== null;
    const next = isDated ? 0 : steps.findIndex(({ id }) => id === enrollment.progress.pending?.stepId);
    const card = next < 0 ? undefined : steps.slice(next).find(({ kind }) => kind === 'postcard');
    const contact = contacts.get(contactId);
    const read = contact === undefined ? null : postalAddressOf(contact);
    return card === undefined || !read?.ok ? [] : [{ contactId, name, step: stepLabel(card), address: read.address }];
  });
}

/**
 * Whom of them post does not reach, as the post office says; what it does not know, or not in time, is asked again before a
 * card is printed. The step waits then as one that was refused.
 */
export async function unreachedByPost(
  { postcards }: Pick<AppDeps, 'postcards'>,
  ahead: readonly CardAhead[],
): Promise<Unreached[]> {
  if (postcards === null) return [];
  const checks = await Promise.all(ahead.map(({ address }) => postcards.verify(address, withinMs)));
  return ahead.flatMap(({ address: _asked, ...whose }, index) => {
    const check = checks[index];
    return check?.kind === 'undeliverable' ? [{ ...whose, reason: check.reason.replace(/\.$/, '') }] : [];
  });
}
