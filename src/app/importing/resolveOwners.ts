import type { DateTime } from 'luxon';
import { isMeant, type OwnerReference } from '../../domain/contact/owner-reference.js';
import { type Refused, refused } from '../../domain/refusal.js';
import { didYouMean } from '../../domain/template/nearest.js';
import { nameOf } from '../people/findMember.js';
import type { SlackPerson } from '../ports/chat.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';

/** Somebody an import names as an owner. */
export type ResolvedOwner =
  | { readonly ok: true; readonly memberId: string }
  /** Not a member yet: to be stored in the same transaction. */
  | { readonly ok: true; readonly memberId: string; readonly create: Member }
  | Refused;

/** What owners are looked up in. */
export interface OwnerContext {
  readonly workspaceId: string;
  /** Without a Slack team nobody can be asked: an address is then taken at its word. */
  readonly isConnected: boolean;
  /** Everybody in Slack, where it could be asked; null otherwise. */
  readonly people: readonly SlackPerson[] | null;
  readonly nextId: () => string;
  readonly now: DateTime;
}

/** Finds the owners that contacts name; the same reference is the same member. */
export async function resolveOwners(
  tables: Pick<Tables, 'members'>,
  references: readonly OwnerReference[],
  context: OwnerContext,
): Promise<(reference: OwnerReference) => ResolvedOwner> {
  const members = await tables.members.all(context.workspaceId);
  const resolved = new Map<string, ResolvedOwner>();
  for (const reference of references) {
    const key = nameOf(reference).toLowerCase();
    if (resolved.has(key)) continue;
    const owner = resolveOwner(members, reference, context);
    if (owner.ok && 'create' in owner) members.push(owner.create);
    resolved.set(key, owner);
  }
  return (reference) => {
    const owner = resolved.get(nameOf(reference).toLowerCase());
    if (owner === undefined) throw new Error('an owner was not looked up');
    return owner;
  };
}

function resolveOwner(
  members: readonly Member[],
  reference: OwnerReference,
  { workspaceId, isConnected, people, nextId }: OwnerContext,
): ResolvedOwner {
  const member = members.find((one) => isMeant(one, reference));
  if (member?.isRefused) return refused('notMember', nameOf(reference));
  if (member !== undefined) return { ok: true, memberId: member.id };
  const person = people?.find((one) => isMeant(one, reference));
  if (person?.isRefused) return refused('notMember', nameOf(reference));
  const id = nextId();
  const roles = { isManager: false, isRefused: false };
  if (person !== undefined) {
    const { slackUserId, handle, name, email, title, zone, isAdmin } = person;
    const create = { id, workspaceId, slackUserId, handle, name, email, title, zone, isSlackAdmin: isAdmin, ...roles };
    return { ok: true, memberId: id, create };
  }
  if (!isConnected && reference.by === 'email') {
    const { email } = reference;
    const handle = email.split('@', 1)[0] ?? email;
    const unknown = { slackUserId: null, title: null, zone: null, isSlackAdmin: false };
    return { ok: true, memberId: id, create: { id, workspaceId, handle, name: handle, email, ...unknown, ...roles } };
  }
  const known = [...members, ...(people ?? [])].flatMap(({ handle, email }) =>
    reference.by === 'email' ? (email ?? []) : `@${handle}`,
  );
  return refused('nobodyHere', nameOf(reference), didYouMean(nameOf(reference), known));
}
