import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { SavingContext } from '../enrollments/saveTransition.js';
import type { Gone, NotAllowed } from '../enrollments/target.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import { stillStands, withValues } from './contactEdit.js';
import { releaseFilled } from './fillHeld.js';
import { lockConcerned } from './lockConcerned.js';
import { mayEdit } from './mayEdit.js';
import { refreshDated } from './refreshContactDates.js';
import { refreshOpenTasks } from './refreshOpenTasks.js';

export type UndoneContactEdit =
  | {
      readonly ok: true;
      readonly contact: StoredContact;
      /** It was created by that edit, and is gone. */
      readonly isRemoved: boolean;
    }
  /** Somebody, or a rule, changed what was edited, or edited the contact again; or it was undone already. */
  | { readonly ok: false; readonly reason: 'changed-since'; readonly contact: StoredContact }
  /** It was created by that edit, and is enrolled by now. */
  | { readonly ok: false; readonly reason: 'enrolled'; readonly contact: StoredContact }
  | Gone
  | NotAllowed;

/**
 * Takes back the latest edit of a contact, where everything that it changed is still as it left it. Whoever made it may, also
 * where it gave the contact away.
 */
export async function undoContactEdit(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  asked: { readonly actor: Member; readonly contactId: string; readonly editId: string },
): Promise<UndoneContactEdit> {
  const now = await deps.clock.now();
  const { ids } = deps;
  const outcome = await deps.store.transact((tables) => undo({ tables, ids, now, byId: asked.actor.id }, asked));
  deps.poke();
  return outcome;
}

async function undo(
  context: SavingContext,
  { actor, contactId, editId }: Parameters<typeof undoContactEdit>[1],
): Promise<UndoneContactEdit> {
  const { tables, now } = context;
  const { workspaceId } = actor;
  const found = await tables.contacts.byId(contactId);
  if (found?.workspaceId !== workspaceId) return { ok: false, reason: 'gone' };
  const { held, dated } = await lockConcerned(tables, workspaceId, [contactId]);
  const [stored] = await tables.contacts.lockByEmails(workspaceId, [found.email]);
  if (stored === undefined) return { ok: false, reason: 'gone' };
  const edit = await tables.contacts.lastEdit(contactId);
  if (edit?.byId !== actor.id) {
    const allowed = mayEdit(actor, stored);
    if (!allowed.ok) return { ok: false, reason: 'not-allowed', needs: allowed.needs };
  }
  if (edit?.id !== editId || !stillStands(stored, edit)) {
    return { ok: false, reason: 'changed-since', contact: stored };
  }
  const note = (action: string) => audit(context, actor, { action, subject: stored.email, detail: null });
  if (edit.isNew) {
    if (!(await tables.contacts.removeUnused(contactId))) return { ok: false, reason: 'enrolled', contact: stored };
    await note('contact.create.undo');
    return { ok: true, contact: stored, isRemoved: true };
  }
  const contact = withValues(stored, edit.before);
  await tables.contacts.save(contact, now);
  await tables.contacts.keepEdit(contactId, null);
  await refreshOpenTasks(tables, contact, now);
  await releaseFilled(tables, held, now, actor.id);
  await refreshDated(context, dated);
  await note('contact.edit.undo');
  return { ok: true, contact, isRemoved: false };
}
