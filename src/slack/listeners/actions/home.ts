import { actionIds, type Leaves } from '../../action-ids.js';
import { targetModal } from '../../views/pause-modals.js';
import { message, modalAnswer, nothing } from '../answers.js';
import { readHomeState } from '../home/publish.js';
import type { ActionHandler } from './action.js';
import { mine, resuming } from './pausing.js';
import { myTasks } from './task-list.js';

const { home } = actionIds;

/** The buttons of the App Home itself, which is shown anew after each. */
export const homeActions: Readonly<Record<Leaves<typeof home>, ActionHandler>> = {
  [home.state]: async ({ value }) => {
    const state = readHomeState(value);
    return state === null ? nothing : { kind: 'home', state };
  },
  [home.tasks]: async (context) => message(await myTasks(context)),
  [home.resumeMe]: resuming(mine),
  // Asks until when; everybody may pause what is theirs.
  [home.pauseMe]: async () => modalAnswer(targetModal('pause', 'me')),
};
