import { previewDraft } from '../../../app/sequences/previewDraft.js';
import type { ListedStep } from '../../../app/shown/builder.js';
import { option } from '../../views/blocks.js';
import { placeOptions } from '../../views/builder/place-field.js';
import { stepOption } from '../../views/builder/target-menus.js';
import { readStepPlace } from '../building/draft-place.js';
import { listedSteps } from '../building/step-view.js';
import type { OptionsContext, OptionsHandler } from './options.js';
import { matching } from './sequences.js';

/** Steps of the draft that the view belongs to. */
export const targetOptions: OptionsHandler = async (context) => {
  const steps = await stepsOf(context);
  return matching(steps.map(stepOption), context.typed);
};

/** Places among the other steps of the draft. */
export const placesForStep: OptionsHandler = async (context) => {
  if (context.view === null) return [];
  const { stepId } = readStepPlace(context.view.metadata);
  return matching(placeOptions(await stepsOf(context), stepId), context.typed);
};

/** Stored fulfillment lists by name. */
export const listOptions: OptionsHandler = async ({ deps, workspace, typed }) => {
  const lists = await deps.store.read.parcels.lists(workspace.id);
  return matching(
    lists.map(({ name }) => option(name, name)),
    typed,
  );
};

async function stepsOf({ deps, actor, view }: OptionsContext): Promise<ListedStep[]> {
  if (view === null) return [];
  const { draftId } = readStepPlace(view.metadata);
  const previewed = await previewDraft(deps, { actor, draftId });
  return previewed.ok ? listedSteps(previewed.preview) : [];
}
