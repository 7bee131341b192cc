import { previewDraft } from '../../../app/sequences/previewDraft.js';
import { readSettingsForm } from '../../views/builder/settings-form.js';
import { modalAnswer } from '../answers.js';
import { readDraftPlace } from '../building/draft-place.js';
import { draftRefused, shownDraft, staleDraftView } from '../building/draft-view.js';
import { settingsView } from '../building/settings-view.js';
import type { ActionHandler } from './action.js';

/** Opens the settings over the builder, unless the builder shows what is not true any more. */
export const openSettings: ActionHandler = async (context) => {
  const { deps, actor, view } = context;
  const place = readDraftPlace(view?.metadata);
  const previewed = await previewDraft(deps, { actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const { preview } = previewed;
  if (preview.revision !== place.revision) return shownDraft(await staleDraftView(context, place, preview.revision));
  return modalAnswer(settingsView(preview, place));
};

/** A choice in the settings that decides which fields there are: what was typed stays. */
export const changeSettingsForm: ActionHandler = async ({ deps, actor, view }) => {
  const place = readDraftPlace(view?.metadata);
  const previewed = await previewDraft(deps, { actor, draftId: place.draftId });
  if (!previewed.ok) return draftRefused(previewed);
  const { preview } = previewed;
  const typed = readSettingsForm(preview.type, view?.values, preview.definition);
  return { kind: 'update', view: settingsView(preview, place, typed) };
};
