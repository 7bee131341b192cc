import { removeFromSequence } from '../../../app/enrollments/removeFromSequence.js';
import { counted } from '../../../app/shown/counted.js';
import { actionIds, choiceValue } from '../../action-ids.js';
import { SLACK_LIMITS } from '../../views/limits.js';
import type { Acting } from '../acting.js';
import { done, info, type MessageAnswer } from '../answers.js';
import { named, targetRefused } from '../refusals.js';
import type { AnswerButton } from '../run-button.js';
import { isStoredId } from '../stored-id.js';

/** What the value of {@link undoButton} begins with. */
export const undoEnrolledChoice = 'enrolled';

/** A way back for people who were enrolled together; none for more than a button can name. */
export function undoButton(enrollmentIds: readonly string[]): AnswerButton[] {
  const value = choiceValue(undoEnrolledChoice, enrollmentIds.join(','));
  return value.length > SLACK_LIMITS.buttonValue ? [] : [{ action: actionIds.answer.undo, label: 'Undo', value }];
}

/** Takes those out again whom one command enrolled; what went out meanwhile is out. `list`: what the button carries. */
export async function undoEnrolled({ deps, actor }: Acting, list: string): Promise<MessageAnswer> {
  const removed: string[] = [];
  let problem: MessageAnswer | null = null;
  for (const enrollmentId of list.split(',').filter(isStoredId)) {
    const outcome = await removeFromSequence(deps, { actor, target: { kind: 'enrollment', enrollmentId } });
    if (outcome.ok) removed.push(...outcome.removed.map(({ sequenceName }) => sequenceName));
    // Somebody was taken out before: what is to be done is done.
    else if (outcome.reason !== 'not-enrolled') problem = targetRefused(outcome, 'remove somebody else’s contact');
  }
  const [from] = removed;
  if (from !== undefined) {
    const people = removed.length === 1 ? '1 person is' : `${counted(removed.length, 'person', 'people')} are`;
    return done(`Undone: ${people} out of “${named(from)}” again.`);
  }
  return problem ?? info('They were out already: nothing was changed.');
}
