import { mayDo, type Role, roleOf } from '../../domain/access.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import type { SequenceDraft, StoredSequence } from '../ports/stores/sequences.js';
import { findSequence, type UnknownSequence } from './findSequence.js';

export type StartedDraft =
  | { readonly ok: true; readonly draft: SequenceDraft }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** `new` with the name of a sequence that there is. */
  | { readonly ok: false; readonly reason: 'name-taken'; readonly sequence: StoredSequence }
  | UnknownSequence;

/** A new sequence, its name perhaps still unknown; or changes to one that there is. */
export type DraftOf =
  | { readonly kind: 'new'; readonly name: string | null }
  | { readonly kind: 'edit'; readonly name: string };

/** Begins a draft: a row from the first click on, that only {@link publishDraft} makes true. */
export async function startDraft(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  { actor, of }: { readonly actor: Member; readonly of: DraftOf },
): Promise<StartedDraft> {
  const allowed = mayDo(roleOf(actor), 'build-sequence', true);
  if (!allowed.ok) return { ok: false, reason: 'not-allowed', needs: allowed.needs };
  const { workspaceId } = actor;
  const { read } = deps.store;
  const begin = async (definition: SequenceDraft['definition'], sequenceId: string | null) => {
    const draft = { id: deps.ids.next(), workspaceId, memberId: actor.id, sequenceId, definition, revision: 1 };
    await read.drafts.create(draft, await deps.clock.now());
    return { ok: true, draft } as const;
  };
  if (of.kind === 'new') {
    const name = of.name?.trim() ?? '';
    const taken = name === '' ? null : await read.sequences.byName(workspaceId, name);
    if (taken !== null) return { ok: false, reason: 'name-taken', sequence: taken };
    return begin({ name, type: 'step', steps: [] }, null);
  }
  const found = await findSequence(read, workspaceId, of.name);
  if (!found.ok) return found;
  const version = await read.sequences.version(found.sequence.currentVersionId);
  if (version === null) throw new Error(`sequence ${found.sequence.id} has no version`);
  return begin(toSequenceFile(version.definition), found.sequence.id);
}
