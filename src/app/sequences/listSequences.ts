import type { AppDeps } from '../deps.js';
import { orUnread, UnreadableContent } from '../faults.js';
import type { Member } from '../ports/stores/people.js';
import type { SequenceCounts } from '../ports/stores/sequences.js';
import { counted } from '../shown/counted.js';
import type { ShownSequenceLine } from '../shown/sequences.js';
import { unreadWord } from '../shown/unreadWords.js';

export const noEnrollments: SequenceCounts = { active: 0, paused: 0, completed: 0, exited: 0 };

/** All sequences that are not archived, by name, with how many are in which state. */
export async function listSequences(
  { store: { read } }: Pick<AppDeps, 'store'>,
  { actor }: { readonly actor: Member },
): Promise<ShownSequenceLine[]> {
  const sequences = await read.sequences.all(actor.workspaceId);
  const counts = await read.sequences.counts(actor.workspaceId);
  return Promise.all(
    sequences.map(async ({ id, name, slug, pausedAt, currentVersionId }) => {
      const version = await orUnread(read.sequences.version(currentVersionId));
      const steps =
        version instanceof UnreadableContent
          ? unreadWord(version)
          : counted(version?.definition.steps.length ?? 0, 'step');
      return { id, name, slug, isPaused: pausedAt !== null, steps, counts: counts.get(id) ?? noEnrollments };
    }),
  );
}
