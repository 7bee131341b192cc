import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import type { NoticeButton, ShownNotice } from '../posting/shown.js';
import { beforePromotion } from './takeBackPromotion.js';

/** The message about a split test that ended by itself, with a way back while there is one. */
export async function showPromoted(
  tables: Tables,
  { text, entryId }: Extract<Notice, { kind: 'promoted' }>,
): Promise<ShownNotice> {
  const entry = await tables.audit.byId(entryId);
  const before = entry === null ? null : await beforePromotion(tables, entry.workspaceId, entryId);
  const undo: NoticeButton = { action: 'take-back-promotion', label: 'Undo', value: entryId };
  const title = 'A split test ended';
  if (before !== null) return { title, text, buttons: [undo] };
  return { title, text: `${text}\nThat was taken back, or the step was changed since.`, buttons: [] };
}
