import type { Tables } from '../ports/store.js';
import type { PauseScope } from '../ports/stores/enrollments.js';
import type { StoredSequence } from '../ports/stores/sequences.js';

/**
 * The pauses that a new enrollment begins under: its sequence's, its owner's, the workspace's. Holds the owner's row
 * against a pause at this moment, so that nobody slips through; the rows of the sequence and, before it, of the workspace
 * are held by whoever enrolls.
 */
export async function pausesForNew(
  tables: Tables,
  of: { readonly sequence: Pick<StoredSequence, 'pausedAt'>; readonly ownerId: string; readonly workspaceId: string },
): Promise<PauseScope[]> {
  const workspacePaused = await tables.workspaces.pausedSince(of.workspaceId);
  const ownerPaused = await tables.members.pausedSince(of.ownerId, 'hold');
  return [
    ...(of.sequence.pausedAt === null ? [] : (['sequence'] as const)),
    ...(ownerPaused === null ? [] : (['owner'] as const)),
    ...(workspacePaused === null ? [] : (['workspace'] as const)),
  ];
}
