import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import { type DraftRefusal, openDraft } from './draft.js';
import { replaceRequest } from './publishRequests.js';

/** Throws a draft away. What is published stays. */
export async function discardDraft(
  { store, clock }: Pick<AppDeps, 'store' | 'clock'>,
  { actor, draftId }: { readonly actor: Member; readonly draftId: string },
): Promise<{ readonly ok: true } | DraftRefusal> {
  const now = await clock.now();
  return store.transact(async (tables): Promise<{ readonly ok: true } | DraftRefusal> => {
    const opened = await openDraft(tables, actor, draftId);
    if (!opened.ok) return opened;
    await replaceRequest(tables, opened.draft.id, now);
    await tables.drafts.delete(draftId);
    return { ok: true };
  });
}
