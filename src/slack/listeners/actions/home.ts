import { actionIds, type Leaves } from '../../action-ids.js';
import { targetModal } from '../../views/pause-modals.js';
import { message, modalAnswer, nothing } from '../answers.js';
import { readHomePlace } from '../home/home-place.js';
import type { ActionHandler } from './action.js';
import { mine, resuming } from './pausing.js';
import { myTasks } from './task-list.js';

const { home } = actionIds;

const list: ActionHandler = async ({ value }) => {
  const place = readHomePlace(value);
  return place === null ? nothing : { kind: 'home', place };
};

/** The buttons of the App Home itself, which is shown anew after each. */
export const homeActions: Readonly<Record<Leaves<typeof home>, ActionHandler>> = {
  [home.state]: list,
  [home.page]: list,
  [home.pageBack]: list,
  [home.tasks]: async (context) => message(await myTasks(context)),
  [home.resumeMe]: resuming(mine),
  // Asks until when; everybody may pause what is theirs.
  [home.pauseMe]: async () => modalAnswer(targetModal('pause', 'me')),
};
