import { z } from 'zod';
import { editList } from '../../../app/fulfillment/editList.js';
import { seenEffectsSchema } from '../../../app/sequences/changeEffects.js';
import { parseListFile } from '../../../domain/fulfillment/list.js';
import { fieldErrors, inputBlockIds } from '../../views/field-errors.js';
import { type ParcelFormPlace, parcelFormModal, readParcelForm } from '../../views/parcel-form.js';
import { refused, result } from '../answers.js';
import { effectsFor } from '../effects-for.js';
import { listGone, listOfManyText, parcelListView } from '../parcels/parcel-views.js';
import { notAllowed } from '../refusals.js';
import type { SubmissionHandler } from './submission.js';

const place = z.object({
  name: z.string().nullable(),
  over: z.object({ listId: z.string(), version: z.number() }).nullable(),
  seen: seenEffectsSchema.nullish(),
}) satisfies z.ZodType<ParcelFormPlace>;

const title = 'List for parcels';

/** A list's form. What is wrong stands at its field; what somebody else saved meanwhile is kept, and said. */
export const submitParcelList: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const at = place.parse(view.metadata);
  const file = readParcelForm(at, view.values);
  const typedIn = () => {
    const parsed = parseListFile(file, deps.deliveries);
    return parsed.ok ? parsed.list : null;
  };
  const edited = await editList(deps, { actor, file, over: at.over, seen: at.seen ?? null });
  if (edited.ok) {
    const saved = edited.kind === 'unchanged' ? 'Nothing was changed.' : `Saved as version ${edited.list.version}.`;
    const shown = await parcelListView(context, edited.list.id, saved);
    return shown.kind === 'modal' ? { kind: 'update', view: shown.view } : result(title, shown);
  }
  switch (edited.reason) {
    case 'not-allowed':
      return result(title, notAllowed(edited, 'edit a list'));
    case 'gone':
      return result(title, refused(listGone));
    case 'invalid': {
      const blocks = inputBlockIds(view.blocks);
      return { kind: 'errors', errors: fieldErrors(edited.problems, '', blocks, blocks[0] ?? '') };
    }
    case 'needs-yes':
      return {
        kind: 'update',
        view: parcelFormModal({ name: null, over: null }, typedIn(), {
          notice: `${listOfManyText(edited)} What you typed is kept.`,
        }),
      };
    case 'review': {
      const { review } = edited;
      const effects = await effectsFor(context, review);
      return { kind: 'update', view: parcelFormModal({ ...at, seen: review.seen }, typedIn(), { effects }) };
    }
    case 'changed-meanwhile': {
      const { id: listId, version } = edited.now;
      const notice = 'Somebody saved it meanwhile. What you typed is kept: save again to put it over theirs.';
      return {
        kind: 'update',
        view: parcelFormModal({ ...at, over: { listId, version }, seen: null }, typedIn(), { notice }),
      };
    }
  }
};
