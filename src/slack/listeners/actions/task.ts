import { findMember } from '../../../app/people/findMember.js';
import { completeTask } from '../../../app/tasks/completeTask.js';
import { reassignTask } from '../../../app/tasks/reassignTask.js';
import { reportReply } from '../../../app/tasks/reportReply.js';
import { showTaskNow } from '../../../app/tasks/showTaskNow.js';
import { skipTask } from '../../../app/tasks/skipTask.js';
import { snoozeTask } from '../../../app/tasks/snoozeTask.js';
import type { TaskOutcome } from '../../../app/tasks/taskOutcome.js';
import { actionIds, type Leaves, readChoice, taskIdOfBlock } from '../../action-ids.js';
import { reassignModal, snoozeModal } from '../../views/task-modals.js';
import { type Answer, type MessageAnswer, modalAnswer, nothing, refused } from '../answers.js';
import { personRefused } from '../people.js';
import { snoozedUntil } from '../snooze-times.js';
import { taskDone, taskRefused, taskReplied } from '../task-answers.js';
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
  [task.reassign]: async (context) => reassign(context, taskIdOfBlock(context.blockId) ?? ''),
  [task.reassignAsk]: async ({ value, deps }) => {
    const stored = await deps.store.read.tasks.byId(value);
    const assignee = stored?.assigneeId == null ? null : await deps.store.read.members.byId(stored.assigneeId);
    return modalAnswer(reassignModal({ id: value, assignee: assignee?.slackUserId ?? null }));
  },
  [task.more]: (context) => more(context),
};

function of({ actor }: ActionContext, taskId: string) {
  return { actor, taskId };
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

async function said({ place, ...context }: ActionContext, answer: MessageAnswer, isDone = false): Promise<Answer> {
  if (place === 'ephemeral' || place === 'modal') return listAgain(context, answer.drawn);
  return isDone ? nothing : answer;
}

async function reply(context: ActionContext, taskId: string): Promise<Answer> {
  const outcome = await reportReply(context.deps, of(context, taskId));
  const answer = taskReplied(outcome);
  // The task's message tells of its own cadence; what else ended, or goes on, is said beside it.
  const isShown = outcome.ok && outcome.ended.length === 1 && outcome.goesOn.length === 0;
  return said(context, answer, isShown);
}

async function snooze(context: ActionContext): Promise<Answer> {
  const chosen = readChoice(context.value);
  return chosen === null ? refused('That choice is not known any more.') : snoozeFor(context, chosen.choice, chosen.id);
}

async function snoozeFor(context: ActionContext, choice: string, taskId: string): Promise<Answer> {
  const { actor, workspace, now, deps } = context;
  const zone = actor.zone ?? workspace.zone;
  if (choice === 'hour' || choice === 'three-hours' || choice === 'tomorrow' || choice === 'monday') {
    const outcome = await snoozeTask(deps, { actor, taskId, until: snoozedUntil(choice, now, zone) });
    return outcome.ok ? settle(context, outcome) : said(context, taskRefused(outcome, context));
  }
  const first = snoozedUntil('tomorrow', now, zone).setZone(zone);
  return modalAnswer(snoozeModal({ id: taskId, date: first.toFormat('yyyy-MM-dd'), time: first.toFormat('HH:mm') }));
}

async function reassign(context: ActionContext, taskId: string): Promise<Answer> {
  const { actor, deps, value } = context;
  const found = await findMember(deps, { actor, reference: { by: 'slack-id', slackUserId: value } });
  if (!found.ok) return said(context, refused(personRefused(found)));
  const outcome = await reassignTask(deps, { actor, taskId, to: found.member.id });
  return outcome.ok ? said(context, taskDone(outcome, context), true) : said(context, taskRefused(outcome, context));
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
    case 'no-answer':
      return finishTask(context, id, 'no answer');
    case 'skip':
      return settle(context, await skipTask(context.deps, of(context, id)));
    case 'replied':
      return reply(context, id);
    default:
      return snoozeFor(context, choice, id);
  }
}
