import { undoEnrollment } from '../../../app/enrolling/undoEnrollment.js';
import { counted } from '../../../app/shown/counted.js';
import { actionIds, choiceValue } from '../../action-ids.js';
import type { Acting } from '../acting.js';
import { done, info, type MessageAnswer } from '../answers.js';
import { boldNames, targetRefused } from '../refusals.js';
import type { AnswerButton } from '../run-button.js';
import { isStoredId } from '../stored-id.js';

/** What the value of {@link undoButton} begins with. */
export const undoEnrolledChoice = 'enrolled';

/** A way back for those who came with one command; `entryId`: the audit entry's. */
export function undoButton(entryId: string): AnswerButton {
  return { action: actionIds.answer.undo, label: 'Undo', value: choiceValue(undoEnrolledChoice, entryId) };
}

/** Takes those out again whom one command enrolled. */
export async function undoEnrolled({ deps, actor }: Acting, entryId: string): Promise<MessageAnswer> {
  if (!isStoredId(entryId)) return targetRefused({ ok: false, reason: 'gone' });
  const outcome = await undoEnrollment(deps, { actor, entryId });
  if (!outcome.ok) return targetRefused(outcome, 'remove somebody else’s contact');
  const { people, sequenceName } = outcome;
  if (people === 0) return info('They were out already: nothing was changed.');
  const who = people === 1 ? '1 person is' : `${counted(people, 'person', 'people')} are`;
  return done(`Undone: ${who} out of ${boldNames([sequenceName])} again.`);
}
