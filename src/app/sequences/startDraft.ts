import type { Role } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { draftSteps } from './draft.js';

export type StartedDraft =
  | { readonly ok: true; readonly draft: SequenceDraft }
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** There is a sequence of that name. */
  | { readonly ok: false; readonly reason: 'name-taken'; readonly sequence: StoredSequence }
  /** The actor has begun one already, which has steps: it is gone on with, or discarded first. */
  | { readonly ok: false; readonly reason: 'draft-open'; readonly draft: SequenceDraft };

/**
 * Begins a draft of a new sequence, its name perhaps still unknown: a row from the first click on, that only
 * {@link publishDraft} makes true. One of the actor's that has no steps yet is taken for it.
 */
export async function startDraft(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  input: { readonly actor: Member; readonly name: string | null },
): Promise<StartedDraft> {
  const { actor } = input;
  const { workspaceId } = actor;
  const refused = refusal(actor, 'build-sequence', true);
  if (refused !== null) return refused;
  const { sequences, drafts } = deps.store.read;
  const name = input.name?.trim() ?? '';
  const taken = name === '' ? null : await sequences.byName(workspaceId, name);
  if (taken !== null) return { ok: false, reason: 'name-taken', sequence: taken };
  const now = await deps.clock.now();
  const open = await drafts.latestOf(actor.id);
  if (open !== null && draftSteps(open).length > 0) return { ok: false, reason: 'draft-open', draft: open };
  if (open !== null) {
    const renamed = name === '' ? open : { ...open, definition: { ...open.definition, name } };
    if (await drafts.save(renamed, now)) return { ok: true, draft: { ...renamed, revision: open.revision + 1 } };
  }
  const definition = { name, type: 'step', steps: [] };
  const draft = { id: deps.ids.next(), workspaceId, memberId: actor.id, edits: null, definition, revision: 1 };
  await drafts.create(draft, now);
  return { ok: true, draft };
}
