import { actionIds } from '../../action-ids.js';
import { listOptions, placesForStep, targetOptions } from './draft-steps.js';
import type { OptionsHandler } from './options.js';
import { replacementOptions, sequenceNames, sequenceOptions, stepOptions, templateOptions } from './sequences.js';

/** Menus that may have more than 100 choices (slack/views/inputs, `select`), by action id. */
export const optionsHandlers: Readonly<Record<string, OptionsHandler>> = {
  [actionIds.enroll.sequence]: sequenceOptions,
  [actionIds.enroll.step]: stepOptions,
  [actionIds.builder.template]: templateOptions,
  [actionIds.builder.list]: listOptions,
  [actionIds.builder.target]: targetOptions,
  [actionIds.builder.place]: placesForStep,
  [actionIds.builder.sequence]: sequenceNames,
  [actionIds.template.replacement]: replacementOptions,
};
