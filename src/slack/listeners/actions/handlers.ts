import { actionIds, type KnownActionId } from '../../action-ids.js';
import type { ActionHandler } from './action.js';
import { answerActions } from './answer.js';
import { builderActions } from './builder.js';
import { coachActions } from './coach.js';
import { contactActions } from './contact.js';
import { digestActions } from './digest.js';
import { enrollActions } from './enroll.js';
import { enrollmentActions } from './enrollment.js';
import { fileActions } from './file.js';
import { handOverActions } from './hand-over.js';
import { homeActions } from './home.js';
import { noticeActions } from './notice.js';
import { parcelActions } from './parcels.js';
import { reportActions } from './report.js';
import { sequenceActions } from './sequence.js';
import { showActions } from './show.js';
import { taskActions } from './task.js';
import { templateActions } from './template.js';

/** Every action there is: a new id does not compile until it is handled here. */
const handlers: Readonly<Record<KnownActionId, ActionHandler>> = {
  ...taskActions,
  ...enrollmentActions,
  ...contactActions,
  ...sequenceActions,
  ...enrollActions,
  ...builderActions,
  ...coachActions,
  ...showActions,
  ...homeActions,
  ...noticeActions,
  ...digestActions,
  ...fileActions,
  ...handOverActions,
  ...templateActions,
  ...parcelActions,
  ...reportActions,
  ...answerActions,
  // Inputs that only a submission reads.
  [actionIds.field]: async () => ({ kind: 'nothing' }),
};

/** The handler of an action id, numbered or not; null for one that was never given out, or not any more. */
export function actionHandler(actionId: string): ActionHandler | null {
  const id = actionId.replace(/#\d+$/, '');
  return isKnown(id) ? handlers[id] : null;
}

function isKnown(id: string): id is KnownActionId {
  return Object.hasOwn(handlers, id);
}
