import type { TemplateData } from '../../domain/template/template-data.js';
import { findContact } from '../contacts/findContact.js';
import type { AppDeps } from '../deps.js';
import type { UnknownContact } from '../enrollments/target.js';
import { sampleContact } from '../overview/sampleContact.js';
import type { Member, StoredContact, Workspace } from '../ports/stores/people.js';
import type { TemplateRow } from '../ports/stores/sequences.js';
import { previewData } from './previewData.js';
import { shownTemplateUses } from './templateUses.js';

export type ReadPreview =
  | {
      readonly ok: true;
      readonly row: TemplateRow;
      readonly workspace: Workspace;
      /** Whose data its texts are filled in with. */
      readonly contact: StoredContact;
      readonly data: TemplateData;
      /** The sequences that use it. */
      readonly uses: readonly { readonly name: string }[];
      /** One line about those that may use it and cannot be read here; null where there are none. */
      readonly unread: string | null;
    }
  | { readonly ok: false; readonly reason: 'gone' }
  | UnknownContact;

/** A stored template with what its texts say to a contact (null: to somebody made up, who has an address too). */
export async function readPreview(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids'>,
  input: { readonly actor: Member; readonly templateId: string; readonly contactEmail: string | null },
): Promise<ReadPreview> {
  const { actor, templateId, contactEmail } = input;
  const { workspaceId } = actor;
  const { read } = deps.store;
  const row = await read.templates.byId(templateId);
  const workspace = await read.workspaces.byId(workspaceId);
  if (row === null || workspace === null || row.workspaceId !== workspaceId) return { ok: false, reason: 'gone' };
  const contact =
    contactEmail === null
      ? sampleContact(deps.ids.next(), workspaceId, ['street', 'city', 'state', 'zip'])
      : await findContact(read, workspaceId, contactEmail);
  if ('ok' in contact) return contact;
  const { callers, unread } = await shownTemplateUses(read, workspaceId);
  const uses = callers.get(row.name) ?? [];
  const data = previewData({
    ...{ contact, actor, workspace, now: await deps.clock.now() },
    ...{ sequence: uses[0]?.name ?? 'A sequence', step: row.name },
  });
  return { ok: true, row, workspace, contact, data, uses, unread };
}
