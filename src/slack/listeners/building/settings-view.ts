import type { SettingsFile } from '../../../app/sequences/draftSettings.js';
import type { DraftPreview } from '../../../app/sequences/previewDraft.js';
import type { ShownSettingsForm } from '../../../app/shown/builder.js';
import { settingsFormModal } from '../../views/builder/settings-form.js';
import type { DraftPlace } from './draft-place.js';

/** The form of a draft's settings. `typed` is what stands in it already; unless given, what the draft says. */
export function settingsView(
  { definition, type }: Pick<DraftPreview, 'definition' | 'type'>,
  { draftId, revision, page, inputs }: DraftPlace,
  typed: SettingsFile | null = null,
  notice: string | null = null,
) {
  const below = { page, inputs };
  const form: ShownSettingsForm = { draftId, revision, below, notice, type, file: typed ?? definition };
  return settingsFormModal(form);
}
