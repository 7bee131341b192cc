import { counted } from '../../app/shown/counted.js';
import { type HandedOver, takeBackTasks } from '../../app/tasks/handOverTasks.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { handOverModal } from '../views/hand-over-modal.js';
import type { Acting } from './acting.js';
import { done, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from './answers.js';
import { named, notAllowed } from './refusals.js';
import type { AnswerButton } from './run-button.js';

/** The choice in an Undo button that takes tasks back. */
export const takeBackChoice = 'take-back-tasks';

const openTasks = ({ deps, actor }: Acting, memberId: string) =>
  deps.store.read.tasks.count({ workspaceId: actor.workspaceId, assigneeId: memberId, state: 'open' });

/** Beside a pause of somebody: a button that hands their open tasks, and what comes up, to a colleague. */
export async function handOverButton(acting: Acting, memberId: string): Promise<AnswerButton[]> {
  const tasks = await openTasks(acting, memberId);
  const label = tasks === 0 ? 'Choose who stands in…' : `Hand over ${counted(tasks, 'task')}…`;
  return [{ action: actionIds.handOver.open, label, value: memberId }];
}

/** Asks to whom. */
export async function askHandOver(acting: Acting, memberId: string): Promise<ModalAnswer | MessageAnswer> {
  const member = await acting.deps.store.read.members.byId(memberId);
  if (member?.workspaceId !== acting.actor.workspaceId) return refused('That person is not here any more.');
  return modalAnswer(handOverModal(member, await openTasks(acting, memberId)));
}

export async function runTakeBack({ deps, actor }: Acting, auditId: string): Promise<MessageAnswer> {
  return { ...handedOver(await takeBackTasks(deps, { actor, auditId })), replaces: true };
}

/** What came of it; with a way back. */
export function handedOver(outcome: HandedOver): MessageAnswer {
  if (outcome.ok) {
    const { moved, standsIn, from, to, auditId } = outcome;
    if (moved === 0 && !standsIn) return done(`*${named(from.name)}* had no open tasks any more.`);
    const went = moved === 0 ? '' : `${counted(moved, 'task')} of *${named(from.name)}* went to *${named(to.name)}*.`;
    const coming = standsIn
      ? `Tasks that come up for *${named(from.name)}* go to *${named(to.name)}* until they are back.`
      : '';
    return done(`${went} ${coming}`.trim(), [
      { action: actionIds.answer.undo, label: 'Undo', value: choiceValue(takeBackChoice, auditId) },
    ]);
  }
  switch (outcome.reason) {
    case 'not-allowed':
      return notAllowed(outcome, 'hand over somebody else’s tasks');
    case 'not-a-member':
      return refused('Tasks go to full members of this workspace.');
    case 'same-person':
      return refused('Those are their tasks already: choose somebody else.');
    case 'gone':
      return refused('That cannot be undone any more.');
  }
}
