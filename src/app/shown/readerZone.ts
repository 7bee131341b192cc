import type { Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';

/** The zone by whose clock somebody reads times: their own, else the account's. */
export function readerZone(reader: Pick<Member, 'zone'>, account: Pick<Workspace, 'zone'> | null): string {
  return reader.zone ?? account?.zone ?? 'UTC';
}

/** {@link readerZone} of somebody whose workspace is not at hand. */
export async function zoneOf({ workspaces }: Pick<Tables, 'workspaces'>, reader: Member): Promise<string> {
  return readerZone(reader, reader.zone === null ? await workspaces.byId(reader.workspaceId) : null);
}
