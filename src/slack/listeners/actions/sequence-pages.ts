import { listSequences } from '../../../app/sequences/listSequences.js';
import { showSequence } from '../../../app/sequences/showSequence.js';
import { mayDo, roleOf } from '../../../domain/access.js';
import type { Drawn } from '../../views/blocks.js';
import { sequenceListMessage, sequenceMessage } from '../../views/sequences.js';
import type { Acting } from '../acting.js';
import { isStoredId } from '../stored-id.js';

/** All sequences, a page of them (from 0). */
export async function sequenceListPage({ deps, actor }: Acting, page: number): Promise<Drawn> {
  return sequenceListMessage(await listSequences(deps, { actor }), {
    page,
    mayEdit: mayDo(roleOf(actor), 'build-sequence', true).ok,
  });
}

/** One sequence's steps, a page of them; null when it is gone. */
export async function sequencePage(
  { deps, actor, workspace }: Acting,
  sequenceId: string,
  page: number,
): Promise<Drawn | null> {
  const sequence = isStoredId(sequenceId) ? await deps.store.read.sequences.byId(sequenceId) : null;
  if (sequence === null || sequence.workspaceId !== workspace.id) return null;
  const shown = await showSequence(deps, { actor, name: sequence.slug });
  return shown.ok ? sequenceMessage(shown.sequence, page) : null;
}
