import { parseSequence } from '../../domain/sequence/parse.js';
import type { AppDeps } from '../deps.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';
import { whatIsCarried } from './availability.js';
import { type DraftHead, type DraftRefusal, headDefinition, openDraft } from './draft.js';
import { type PublishedSequence, publishSequence } from './publishSequence.js';

export type PublishedDraft =
  | Exclude<PublishedSequence, { reason: 'gone' }>
  | DraftRefusal
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly draft: SequenceDraft };

/**
 * Makes the draft of a new sequence one in one move, at the revision that the person saw, and removes it. A second click finds no
 * draft.
 */
export async function publishDraft(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'texter' | 'postcards' | 'deliveries' | 'settings'>,
  input: {
    readonly actor: Member;
    readonly draftId: string;
    readonly revision: number;
    /** What stands in the form when it is submitted; left out: as the draft has it. Stored only with the publishing. */
    readonly head?: DraftHead;
  },
): Promise<PublishedDraft> {
  const { actor, draftId, revision, head } = input;
  const { workspaceId } = actor;
  const now = await deps.clock.now();
  const carried = await whatIsCarried(deps);
  return deps.store.transact(async (tables): Promise<PublishedDraft> => {
    // Holds off a second click until the first is through.
    await tables.workspaces.lock(workspaceId);
    const opened = await openDraft(tables, actor, draftId);
    if (!opened.ok) return opened;
    const { draft } = opened;
    if (draft.edits !== null) throw new Error(`draft ${draftId} edits a live sequence: publishEdit`);
    if (draft.revision !== revision) return { ok: false, reason: 'changed-meanwhile', draft };
    const parsed = parseSequence({ ...draft.definition, ...(head === undefined ? {} : headDefinition(head)) });
    if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
    const outcome = await publishSequence(
      { tables, ids: deps.ids, now, carried },
      { workspaceId, definition: parsed.sequence, publishedById: actor.id, as: 'new' },
    );
    if (!outcome.ok && outcome.reason === 'gone') throw new Error('what is new cannot be gone');
    if (outcome.ok) await tables.drafts.delete(draftId);
    return outcome;
  });
}
