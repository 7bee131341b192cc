import { actionIds, type Leaves } from '../../action-ids.js';
import { message, refused } from '../answers.js';
import { openBuilder, openEditor } from '../building/open-builder.js';
import type { ActionHandler } from './action.js';
import { pausing, resuming, sequenceInValue } from './pausing.js';
import { sequencePage } from './sequence-pages.js';
import { showVersions, versionMenu } from './versions.js';

const { sequence } = actionIds;

/** What can be done with a sequence in a list or shown. */
export const sequenceActions: Readonly<Record<Leaves<typeof sequence>, ActionHandler>> = {
  [sequence.open]: async (context) => {
    const drawn = await sequencePage(context, context.value, 0);
    return drawn === null ? refused('That sequence is gone.') : message(drawn);
  },
  [sequence.create]: (context) => openBuilder(context, null),
  [sequence.edit]: (context) => openEditor(context, context.value),
  [sequence.versions]: showVersions,
  [sequence.version]: versionMenu,
  [sequence.pause]: pausing(sequenceInValue),
  [sequence.resume]: resuming(sequenceInValue),
};
