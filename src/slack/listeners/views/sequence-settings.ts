import { changeDraft } from '../../../app/sequences/changeDraft.js';
import { previewDraft } from '../../../app/sequences/previewDraft.js';
import { readSettingsForm, settingsFallback } from '../../views/builder/settings-form.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import { result } from '../answers.js';
import { readDraftPlace, typedKeptNotice } from '../building/draft-place.js';
import { draftRefused, draftView } from '../building/draft-view.js';
import { settingsView } from '../building/settings-view.js';
import type { SubmissionHandler } from './submission.js';

/** A sequence's settings: saved into the draft, and the builder below shows its dates anew. */
export const submitSequenceSettings: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const place = readDraftPlace(view.metadata);
  const { draftId, revision } = place;
  const previewed = await previewDraft(deps, { actor, draftId });
  if (!previewed.ok) return result('Settings', draftRefused(previewed));
  const { preview } = previewed;
  const settings = readSettingsForm(preview.type, view.values, preview.definition);
  const changed = await changeDraft(deps, { actor, draftId, revision, change: { change: 'setSettings', settings } });
  if (changed.ok) {
    const shown = await draftView(context, draftId, place);
    if (!shown.ok) return { kind: 'close' };
    return { kind: 'close', below: { viewId: view.previousId ?? view.rootId, view: shown.view } };
  }
  switch (changed.reason) {
    case 'invalid':
      return {
        kind: 'errors',
        errors: fieldErrors(changed.problems, '', inputBlockIds(view.blocks), settingsFallback),
      };
    case 'changed-meanwhile': {
      const { revision: now } = changed.draft;
      const there = { ...place, revision: now, inputs: now };
      return { kind: 'update', view: settingsView(preview, there, settings, typedKeptNotice) };
    }
    default:
      return result('Settings', draftRefused(changed));
  }
};
