import { orUnread, UnreadableContent } from '../faults.js';
import type { Tables } from '../ports/store.js';
import { loadSnapshots, type Snapshot } from './loadSnapshots.js';

/** What people's lists are made of. */
export interface Readable {
  readonly snapshots: readonly Snapshot[];
  /** Why the others cannot be read here, by their ids. */
  readonly unread: ReadonlyMap<string, UnreadableContent>;
}

/** Enrollments of these ids, in this order, but for those that cannot be read here; ids of none are left out. Rejects with other faults. */
export async function loadReadable(tables: Tables, ids: readonly string[]): Promise<Readable> {
  const unread = new Map<string, UnreadableContent>();
  const rows = await readEach(ids, tables.enrollments.byIds, unread);
  const versions = new Map<string, UnreadableContent>();
  for (const versionId of new Set(rows.map(({ sequenceVersionId }) => sequenceVersionId))) {
    const version = await orUnread(tables.sequences.version(versionId));
    if (version instanceof UnreadableContent) versions.set(versionId, version);
  }
  for (const { id, sequenceVersionId } of rows) {
    const fault = versions.get(sequenceVersionId);
    if (fault !== undefined) unread.set(id, fault);
  }
  const rest = new Map(rows.filter(({ id }) => !unread.has(id)).map((row) => [row.id, row]));
  const load = (some: readonly string[]) =>
    loadSnapshots(
      tables,
      some.flatMap((id) => rest.get(id) ?? []),
    );
  return { snapshots: await readEach([...rest.keys()], load, unread), unread };
}

/** Together; in halves where some of them cannot be read, down to those, of which `unread` says why. */
export async function readEach<R>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<readonly R[]>,
  unread: Map<string, UnreadableContent>,
): Promise<readonly R[]> {
  const found = await orUnread(read(ids));
  if (!(found instanceof UnreadableContent)) return found;
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) {
    unread.set(only, found);
    return [];
  }
  const half = Math.ceil(ids.length / 2);
  return [...(await readEach(ids.slice(0, half), read, unread)), ...(await readEach(ids.slice(half), read, unread))];
}
