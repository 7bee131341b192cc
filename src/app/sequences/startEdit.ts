import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../../domain/access.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';

export type StartedEdit =
  | { readonly ok: true; readonly draft: SequenceDraft }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  | { readonly ok: false; readonly reason: 'gone' | 'archived' }
  /** The actor has a draft of it already: it is gone on with, or thrown away first. */
  | {
      readonly ok: false;
      readonly reason: 'draft-open';
      readonly draft: SequenceDraft;
      readonly sequence: StoredSequence;
    };

/**
 * Begins to edit a live sequence: a draft of its own for each editor, of the present version, or of an earlier one that is
 * to come back. Nobody in the sequence gets any of it before it is published.
 */
export async function startEdit(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  input: { readonly actor: Member; readonly sequenceId: string; readonly versionId?: string },
): Promise<StartedEdit> {
  const { actor, sequenceId } = input;
  const refused = refusal(actor, 'build-sequence', true);
  if (refused !== null) return refused;
  const { sequences, drafts } = deps.store.read;
  const sequence = await sequences.byId(sequenceId);
  if (sequence === null || sequence.workspaceId !== actor.workspaceId) return { ok: false, reason: 'gone' };
  if (sequence.archivedAt !== null) return { ok: false, reason: 'archived' };
  const current = await sequences.version(sequence.currentVersionId);
  const wanted = input.versionId === undefined ? current : await versionOf(deps, sequence, input.versionId);
  if (current === null || wanted === null) return { ok: false, reason: 'gone' };
  const own = (await drafts.ofSequence(sequenceId)).find(({ memberId }) => memberId === actor.id);
  if (own !== undefined) {
    if (!(await isUntouched(deps, own, sequence))) return { ok: false, reason: 'draft-open', draft: own, sequence };
    if (wanted.id === own.edits?.baseVersionId && wanted.id === current.id) return { ok: true, draft: own };
    await drafts.delete(own.id);
  }
  // An earlier version comes back under the name that the sequence has now.
  const definition = { ...toSequenceFile(wanted.definition), name: sequence.name };
  const draft = {
    id: deps.ids.next(),
    workspaceId: actor.workspaceId,
    memberId: actor.id,
    edits: { sequenceId, baseVersionId: current.id },
    definition,
    revision: 1,
  };
  await drafts.create(draft, await deps.clock.now());
  return { ok: true, draft };
}

/** Opened, looked at and closed: it says what the version says that it set out from. */
async function isUntouched(
  { store }: Pick<AppDeps, 'store'>,
  { edits, definition }: SequenceDraft,
  { name }: StoredSequence,
): Promise<boolean> {
  const base = edits === null ? null : await store.read.sequences.version(edits.baseVersionId);
  if (base === null) return false;
  const file = { ...toSequenceFile(base.definition), name };
  // As it is stored: what is left out is no key.
  return isDeepStrictEqual(JSON.parse(JSON.stringify(file)), definition);
}

async function versionOf(
  { store }: Pick<AppDeps, 'store'>,
  { id }: StoredSequence,
  versionId: string,
): Promise<SequenceVersion | null> {
  const version = await store.read.sequences.version(versionId);
  return version?.sequenceId === id ? version : null;
}
