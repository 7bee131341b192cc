import type { DateTime } from 'luxon';
import { shortTime } from '../../app/shown/clocks.js';
import { readerZone } from '../../app/shown/readerZone.js';
import type { ReassignOutcome } from '../../app/tasks/reassignTask.js';
import type { ReportReplyOutcome } from '../../app/tasks/reportReply.js';
import type { SnoozeOutcome } from '../../app/tasks/snoozeTask.js';
import { closedHow, isTaken } from '../views/task-end.js';
import { person } from '../views/text.js';
import type { Acting } from './acting.js';
import { done, type MessageAnswer, refused } from './answers.js';
import { named, notAllowedText, refusedFor } from './refusals.js';
import { replyRecorded, replyRefusedText } from './reply.js';

type Reassigned = Extract<ReassignOutcome, { ok: true }>;
type TaskProblem = Exclude<SnoozeOutcome | ReassignOutcome, { ok: true }>;

/** Why nothing happened to a task, in mrkdwn: who was faster, who could. */
export function taskRefusedText(problem: TaskProblem, { actor, workspace, now }: Acting): string {
  const at = (instant: Parameters<typeof shortTime>[0]) => shortTime(instant, readerZone(actor, workspace), now);
  switch (problem.reason) {
    case 'unknown-task':
      return 'That task is gone.';
    case 'not-allowed':
      return notAllowedText(problem.needs, 'act on somebody else’s task');
    case 'already-closed': {
      const by = problem.by === null ? '' : ` by ${person(problem.by)}`;
      return `“${named(problem.title)}” was closed already${by}, ${at(problem.at)}: ${closedHow(problem)}. Nothing was changed.`;
    }
    case 'handed-on': {
      if (isTaken(problem)) {
        return `“${named(problem.title)}” was taken by ${person(problem.to)}, ${at(problem.at)}. Nothing was changed.`;
      }
      const to = problem.to === null ? 'somebody else' : person(problem.to);
      const by = problem.by === null ? '' : ` by ${person(problem.by)}`;
      return `“${named(problem.title)}” was handed to ${to}${by}, ${at(problem.at)}. Nothing was changed.`;
    }
    case 'in-the-past':
      return `${at(problem.until)} is past. Nothing was changed.`;
    case 'too-far':
      return 'A task is snoozed for a year at most.';
    case 'not-a-member':
      return 'Tasks go to full members of this workspace only.';
    case 'same-person':
      return `It is ${person(problem.to)}’s already.`;
  }
}

/** A refusal, where there is one. */
export function taskRefused(problem: TaskProblem, acting: Acting): MessageAnswer {
  return refusedFor(problem, taskRefusedText(problem, acting));
}

/** What was done to a task, where its own message does not show it: in lists. */
export function taskDone(outcome: Extract<SnoozeOutcome, { ok: true }>, acting: Acting): MessageAnswer {
  const { task } = outcome;
  const title = named(task.title);
  if (task.state === 'open') {
    if (task.snoozedUntil === null) return done(`Open: ${title}`);
    return done(`Snoozed until ${shortTime(task.snoozedUntil, task.zone, acting.now)}: ${title}`);
  }
  return done(`${closedHow(task)}: ${title}.${task.next === '' ? '' : ` Next: ${named(task.next)}`}`);
}

/** To whom a task was given: their message is one that whoever gave it does not see. */
export function taskHandedOn({ task }: Reassigned): MessageAnswer {
  const to = task.assignee === null ? 'nobody' : person(task.assignee);
  return done(`Handed to ${to}: ${named(task.title)}`);
}

/** To whoever took a channel's task: the message with its buttons is in another conversation. */
export function taskTaken({ task }: Reassigned): MessageAnswer {
  return done(`Yours now: ${named(task.title)}. It is in your direct messages with the app.`);
}

/** They replied, said on a task. */
export function taskReplied(outcome: ReportReplyOutcome, acting: Acting, at: DateTime | null = null): MessageAnswer {
  if (outcome.ok) return replyRecorded(outcome, acting, at);
  switch (outcome.reason) {
    case 'unknown-task':
    case 'unknown-execution':
      return refused('That task is gone.');
    case 'handed-on':
      return taskRefused(outcome, acting);
    default:
      return refusedFor(outcome, replyRefusedText(outcome, acting, 'act on somebody else’s task'));
  }
}
