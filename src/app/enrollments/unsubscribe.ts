import type { DateTime } from 'luxon';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Workspace } from '../ports/stores/people.js';
import { lockReadableOpen } from './lockOpen.js';
import { applyContactEvent, contactOf } from './recordContactEvent.js';

export type UnsubscribeInput =
  /** A signed link's token. */
  | { readonly token: string }
  /** By a mail that was sent; a repeated `sourceId` changes nothing. */
  | { readonly executionId: string; readonly sourceId: string }
  | { readonly workspaceId: string; readonly email: string; readonly sourceId: string };

export type UnsubscribeOutcome =
  | {
      readonly ok: true;
      readonly email: string;
      readonly workspaceName: string;
      /** It was so before: nothing changed. */
      readonly already: boolean;
      /** Enrollments that ended. */
      readonly ended: number;
    }
  | { readonly ok: false; readonly reason: 'bad-token' | 'unknown-execution' };

/** Whose wish it is. */
interface Wish {
  readonly workspace: Workspace;
  readonly email: string;
  readonly execution: Execution | null;
  readonly sourceId: string;
}

type UnsubscribeDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings' | 'poke'>;

/**
 * The contact wants no more mail: suppresses the address, ends everything. Idempotent; nobody needs to be stored under it. What
 * cannot be read here ends when its turn comes, by the suppression.
 */
export async function unsubscribe(deps: UnsubscribeDeps, input: UnsubscribeInput): Promise<UnsubscribeOutcome> {
  const wish = await wishOf(deps, input);
  if (wish === null) return { ok: false, reason: 'token' in input ? 'bad-token' : 'unknown-execution' };
  const now = await deps.clock.now();
  const done = await deps.store.transact((tables) => carryOut(tables, deps, wish, now));
  deps.poke();
  return { ok: true, email: wish.email, workspaceName: wish.workspace.name, ...done };
}

/** Who a link's token is for; null for one that this program did not sign. */
export async function readUnsubscribeToken(
  { store, settings }: Pick<AppDeps, 'store' | 'settings'>,
  token: string,
): Promise<{ readonly workspace: Workspace; readonly email: string } | null> {
  const read = settings.links.read(token);
  const workspace = read === null ? null : await store.read.workspaces.byId(read.workspaceId);
  return read === null || workspace === null ? null : { workspace, email: read.email };
}

async function wishOf(deps: UnsubscribeDeps, input: UnsubscribeInput): Promise<Wish | null> {
  const { read } = deps.store;
  if ('token' in input) {
    const signed = await readUnsubscribeToken(deps, input.token);
    // Every visit is a wish of its own: it counts also after an admin lifted an earlier one.
    return signed === null ? null : { ...signed, execution: null, sourceId: `unsubscribe-link:${deps.ids.next()}` };
  }
  if ('email' in input) {
    const workspace = await read.workspaces.byId(input.workspaceId);
    return workspace === null ? null : { workspace, email: input.email, execution: null, sourceId: input.sourceId };
  }
  const execution = await read.executions.byId(input.executionId);
  const contact = execution === null ? null : await contactOf(read, execution);
  const workspace = contact === null ? null : await read.workspaces.byId(contact.workspaceId);
  if (contact === null || workspace === null) return null;
  return { workspace, email: contact.email, execution, sourceId: input.sourceId };
}

async function carryOut(
  tables: Tables,
  { ids }: Pick<AppDeps, 'ids'>,
  { workspace, email, execution, sourceId }: Wish,
  now: DateTime,
): Promise<{ readonly already: boolean; readonly ended: number }> {
  const contact = await tables.contacts.byEmail(workspace.id, email);
  const open = contact === null ? [] : await lockReadableOpen(tables, contact);
  const before = await tables.suppressions.byEmail(workspace.id, email);
  if (before !== null && open.length === 0) return { already: true, ended: 0 };
  const kind = 'unsubscribe' as const;
  if (contact !== null) {
    const event = { kind, contact, execution, sourceId, open };
    const { ended, repeated } = await applyContactEvent({ tables, ids, now }, event);
    return { already: repeated, ended: ended.length };
  }
  const row = { id: ids.next(), workspaceId: workspace.id };
  const nobody = { executionId: null, enrollmentId: null, contactId: null };
  if (!(await tables.events.add({ ...row, ...nobody, kind, sourceId, at: now, happenedAt: null })))
    return { already: true, ended: 0 };
  await tables.suppressions.add({ ...row, email, reason: 'unsubscribe', createdAt: now, createdById: null });
  const nobodysDoing = { workspaceId: workspace.id, id: null };
  await audit({ tables, ids, now }, nobodysDoing, { action: 'contact.unsubscribe', subject: email, detail: null });
  return { already: false, ended: 0 };
}
