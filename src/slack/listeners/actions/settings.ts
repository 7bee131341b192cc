import { showSettings } from '../../../app/people/showSettings.js';
import { actionIds, type Leaves } from '../../action-ids.js';
import { settingsModal } from '../../views/settings.js';
import { modalAnswer } from '../answers.js';
import type { ActionHandler } from './action.js';

/** The button that opens the settings. */
export const settingsActions: Readonly<Record<Leaves<(typeof actionIds)['settings']>, ActionHandler>> = {
  [actionIds.settings.open]: async ({ deps, actor }) => modalAnswer(settingsModal(await showSettings(deps, { actor }))),
};
