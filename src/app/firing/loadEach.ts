import { NewerContent } from '../faults.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, UnreadableRow } from '../ports/stores/enrollments.js';
import { loadSnapshots, type Snapshot } from './loadSnapshots.js';

interface Loaded {
  readonly snapshots: readonly Snapshot[];
  readonly unreadable: readonly UnreadableRow[];
}

/** Together; one by one where one of them (its version, its contact) cannot be read. */
export async function loadEach(tables: Tables, due: readonly Enrollment[]): Promise<Loaded> {
  try {
    return { snapshots: await loadSnapshots(tables, due), unreadable: [] };
  } catch (error) {
    const [only, ...others] = due;
    if (only !== undefined && others.length === 0) return { snapshots: [], unreadable: [{ id: only.id, error }] };
  }
  const snapshots: Snapshot[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const enrollment of due) {
    const one = await loadEach(tables, [enrollment]);
    snapshots.push(...one.snapshots);
    unreadable.push(...one.unreadable);
  }
  return { snapshots, unreadable };
}

/** Those that a newer program has written, which are left to it, and those that nobody can read. */
export function sorted(unread: readonly UnreadableRow[]) {
  const isNewer = ({ error }: UnreadableRow) => error instanceof NewerContent;
  return { newer: unread.filter(isNewer).map(({ id }) => id), unread: unread.filter((one) => !isNewer(one)) };
}
