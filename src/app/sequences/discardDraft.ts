import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import { type DraftRefusal, openDraft } from './draft.js';

/** Throws a draft away. What is published stays. */
export async function discardDraft(
  { store }: Pick<AppDeps, 'store'>,
  { actor, draftId }: { readonly actor: Member; readonly draftId: string },
): Promise<{ readonly ok: true } | DraftRefusal> {
  const opened = await openDraft(store.read, actor, draftId);
  if (!opened.ok) return opened;
  await store.read.drafts.delete(draftId);
  return { ok: true };
}
