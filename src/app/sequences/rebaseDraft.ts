import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import { keepDraft, openDraft } from './draft.js';
import type { EditRefusal } from './openEdit.js';

/**
 * Somebody saw what was published while they edited, and goes on with their own draft: from here on it is compared with
 * the version that they saw.
 */
export async function rebaseDraft(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  input: {
    readonly actor: Member;
    readonly draftId: string;
    readonly revision: number;
    /** The version whose differences were shown. */
    readonly versionId: string;
  },
): Promise<{ readonly ok: true; readonly revision: number } | EditRefusal> {
  const { actor, draftId, revision, versionId } = input;
  const now = await clock.now();
  return store.transact(async (tables): Promise<{ readonly ok: true; readonly revision: number } | EditRefusal> => {
    const opened = await openDraft(tables, actor, draftId);
    if (!opened.ok) return opened;
    const { draft } = opened;
    if (draft.revision !== revision || draft.edits === null) return { ok: false, reason: 'changed-meanwhile', draft };
    const version = await tables.sequences.version(versionId);
    if (version?.sequenceId !== draft.edits.sequenceId) return { ok: false, reason: 'gone' };
    const rebased = { ...draft, edits: { ...draft.edits, baseVersionId: versionId } };
    const kept = await keepDraft(tables, rebased, now);
    return kept.ok ? { ok: true, revision: kept.draft.revision } : kept;
  });
}
