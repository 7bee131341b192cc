import { findMember } from '../../../app/people/findMember.js';
import { showTask } from '../../../app/posting/showTask.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { claimTask } from '../../../app/tasks/claimTask.js';
import { completeTask } from '../../../app/tasks/completeTask.js';
import type { TaskClick } from '../../../app/tasks/lockTask.js';
import { reassignTask } from '../../../app/tasks/reassignTask.js';
import { reportReply } from '../../../app/tasks/reportReply.js';
import { showTaskNow } from '../../../app/tasks/showTaskNow.js';
import { skipTask } from '../../../app/tasks/skipTask.js';
import { snoozeTask } from '../../../app/tasks/snoozeTask.js';
import type { TaskOutcome } from '../../../app/tasks/taskOutcome.js';
import { actionIds, type Leaves, readChoice, taskIdOfBlock } from '../../action-ids.js';
import type { Drawn } from '../../views/blocks.js';
import { repliedModal } from '../../views/replied-modal.js';
import { snoozeModal, taskModal } from '../../views/task-modals.js';
import { type Answer, later, type MessageAnswer, message, modalAnswer, nothing, refused } from '../answers.js';
import type { OpenView } from '../open-view.js';
import { personRefused } from '../people.js';
import { snoozedUntil } from '../snooze-times.js';
import { taskDone, taskHandedOn, taskRefused, taskReplied, taskTaken } from '../task-answers.js';
import { rememberedTask } from '../views/remembered-task.js';
import type { ActionContext, ActionHandler } from './action.js';
import { listAgain } from './task-list.js';

const { task } = actionIds;

/** Done, with what a call came to. */
const finish =
  (outcome?: string): ActionHandler =>
  (context) =>
    finishTask(context, context.value, outcome);

/** The buttons and menus of task messages and of lists of tasks. Task messages are rewritten by the Slack lane. */
export const taskActions: Readonly<Record<Leaves<typeof task>, ActionHandler>> = {
  [task.done]: finish(),
  [task.connected]: finish('connected'),
  [task.voicemail]: finish('voicemail'),
  [task.noAnswer]: finish('no answer'),
  [task.wrongNumber]: finish('wrong number'),
  [task.skip]: async (context) => settle(context, await skipTask(context.deps, of(context, context.value))),
  [task.showNow]: async (context) => settle(context, await showTaskNow(context.deps, of(context, context.value))),
  [task.replied]: (context) => reply(context, context.value),
  [task.snooze]: async (context) => snooze(context),
  [task.claim]: async (context) => {
    const outcome = await claimTask(context.deps, of(context, context.value));
    return said(context, outcome.ok ? taskTaken(outcome) : taskRefused(outcome, context));
  },
  [task.reassign]: async (context) => reassign(context, taskIdOfBlock(context.blockId) ?? ''),
  [task.more]: (context) => more(context),
};

function of({ actor, message }: ActionContext, taskId: string): TaskClick {
  return { actor, taskId, ...(message === null ? {} : { clickedIn: message }) };
}

async function finishTask(context: ActionContext, taskId: string, outcome?: string): Promise<Answer> {
  const input = { ...of(context, taskId), ...(outcome === undefined ? {} : { outcome }) };
  return settle(context, await completeTask(context.deps, input));
}

/** A task's own message says what happened; a list is shown anew; a refusal is said to who clicked. */
async function settle(context: ActionContext, outcome: TaskOutcome): Promise<Answer> {
  if (!outcome.ok) return said(context, taskRefused(outcome, context));
  return said(context, taskDone(outcome, context), true);
}

/** `isShown`: where the message it was clicked in, or the App Home, says the same. */
async function said(context: ActionContext, answer: MessageAnswer, isShown = false): Promise<Answer> {
  const { place, view } = context;
  if (place === 'modal' && view !== null && rememberedTask(view) !== '') return taskAgain(context, view, answer.drawn);
  if (place === 'ephemeral' || place === 'modal') return listAgain(context, answer.drawn);
  return isShown ? nothing : answer;
}

/** The task that was opened from a list, as it is now. */
async function taskAgain(context: ActionContext, view: OpenView, drawn: Drawn): Promise<Answer> {
  const task = await taskNow(context, rememberedTask(view));
  return task === null ? message(drawn) : { kind: 'update', view: taskModal(task, drawn) };
}

/** A task with everything that can be done about it, in a modal. */
export async function openTask(context: ActionContext, taskId: string): Promise<Answer> {
  const task = await taskNow(context, taskId);
  return task === null ? said(context, refused('That task is gone.')) : modalAnswer(taskModal(task));
}

/** Null where it is gone, or another workspace's. */
async function taskNow({ deps, actor, now }: ActionContext, taskId: string) {
  const stored = await deps.store.read.tasks.byId(taskId);
  if (stored === null || stored.workspaceId !== actor.workspaceId) return null;
  return showTask(deps.store.read, taskId, now, { reader: actor.slackUserId, postId: null });
}

/** Said beside the task's message, which says the same: with a way back. */
async function reply(context: ActionContext, taskId: string): Promise<Answer> {
  const outcome = await reportReply(context.deps, of(context, taskId));
  return said(context, taskReplied(outcome, context));
}

async function askReply(context: ActionContext, taskId: string): Promise<Answer> {
  const task = await taskNow(context, taskId);
  if (task === null) return said(context, refused('That task is gone.'));
  const shown = { name: task.contact.name, sequenceName: task.sequenceName };
  return modalAnswer(repliedModal(shown, { taskId, ...context.message }));
}

async function snooze(context: ActionContext): Promise<Answer> {
  const chosen = readChoice(context.value);
  return chosen === null ? refused('That choice is not known any more.') : snoozeFor(context, chosen.choice, chosen.id);
}

async function snoozeFor(context: ActionContext, choice: string, taskId: string): Promise<Answer> {
  const { actor, workspace, now, deps } = context;
  const zone = readerZone(actor, workspace);
  if (choice === 'hour' || choice === 'three-hours' || choice === 'tomorrow' || choice === 'monday') {
    const outcome = await snoozeTask(deps, { ...of(context, taskId), until: snoozedUntil(choice, now, zone) });
    return outcome.ok ? settle(context, outcome) : said(context, taskRefused(outcome, context));
  }
  const first = snoozedUntil('tomorrow', now, zone).setZone(zone);
  const begins = { date: first.toFormat('yyyy-MM-dd'), time: first.toFormat('HH:mm') };
  return modalAnswer(snoozeModal({ id: taskId, ...begins, overTask: context.place === 'modal' }));
}

/** Somebody known is given the task at once; about a stranger Slack is asked, which is longer than a click may take. */
async function reassign(context: ActionContext, taskId: string): Promise<Answer> {
  const { actor, deps, value: slackUserId } = context;
  const known = await deps.store.read.members.bySlackId(actor.workspaceId, slackUserId);
  if (known !== null) return reassignTo(context, taskId, known.id);
  return later(async () => {
    const found = await findMember(deps, { actor, reference: { by: 'slack-id', slackUserId } });
    return found.ok ? reassignTo(context, taskId, found.member.id) : said(context, refused(personRefused(found)));
  });
}

async function reassignTo(context: ActionContext, taskId: string, to: string): Promise<Answer> {
  const outcome = await reassignTask(context.deps, { ...of(context, taskId), to });
  return said(context, outcome.ok ? taskHandedOn(outcome) : taskRefused(outcome, context));
}

/** The menu of a task in a list. */
async function more(context: ActionContext): Promise<Answer> {
  const chosen = readChoice(context.value);
  if (chosen === null) return refused('That choice is not known any more.');
  const { choice, id } = chosen;
  switch (choice) {
    case 'done':
      return finishTask(context, id);
    case 'connected':
      return finishTask(context, id, 'connected');
    case 'voicemail':
      return finishTask(context, id, 'voicemail');
    case 'no-answer':
      return finishTask(context, id, 'no answer');
    case 'wrong-number':
      return finishTask(context, id, 'wrong number');
    case 'open':
      return openTask(context, id);
    case 'skip':
      return settle(context, await skipTask(context.deps, of(context, id)));
    case 'replied':
      return askReply(context, id);
    default:
      return snoozeFor(context, choice, id);
  }
}
