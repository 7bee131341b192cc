import type { DateTime } from 'luxon';
import type { Ids } from './ports/ids.js';
import type { Tables } from './ports/store.js';
import type { AuditEntry } from './ports/stores/digests.js';

/** Writes down who did what to what, in the transaction that does it. Answers the entry's id. */
export async function audit(
  { tables, ids, now }: { readonly tables: Pick<Tables, 'audit'>; readonly ids: Ids; readonly now: DateTime },
  /** A member; with null an import, a provider or the contact themselves. */
  by: { readonly workspaceId: string; readonly id: string | null },
  entry: Pick<AuditEntry, 'action' | 'subject' | 'detail'>,
): Promise<string> {
  const id = ids.next();
  await tables.audit.add([{ id, workspaceId: by.workspaceId, actorId: by.id, ...entry, at: now }]);
  return id;
}

/** {@link audit} of many things that somebody did at once. Answers the entries' ids, in their order. */
export async function auditMany(
  { tables, ids, now }: Parameters<typeof audit>[0],
  by: Parameters<typeof audit>[1],
  entries: readonly Parameters<typeof audit>[2][],
): Promise<readonly string[]> {
  const whose = { workspaceId: by.workspaceId, actorId: by.id, at: now };
  const written = entries.map((entry) => ({ id: ids.next(), ...whose, ...entry }));
  await tables.audit.add(written);
  return written.map(({ id }) => id);
}
