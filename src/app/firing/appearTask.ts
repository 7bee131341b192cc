import type { DateTime } from 'luxon';
import { templateData } from '../../domain/contact/contact-data.js';
import { taskDueAt } from '../../domain/enrollment/task-due.js';
import { readAssignee } from '../../domain/steps/assignee.js';
import { stepLabel } from '../../domain/steps/step.js';
import type { TaskStep } from '../../domain/steps/task.js';
import { contentFor, variantIdFor } from '../../domain/steps/variant.js';
import { renderLine, renderPlain } from '../../domain/template/render-email.js';
import { TemplateFault } from '../../domain/template/render-text.js';
import type { TemplateContents } from '../../domain/template/stored-template.js';
import type { Ids } from '../ports/ids.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { Post, Task } from '../ports/stores/tasks.js';
import type { Snapshot } from './loadSnapshots.js';

export type AppearedTask =
  | { readonly kind: 'task'; readonly task: Task; readonly posts: readonly Post[] }
  /** It can never be shown as it stands; a sentence for people. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** The task that a step puts before somebody when it fires, and the message that shows it. */
export function appearTask(
  snapshot: Snapshot,
  step: TaskStep,
  execution: Pick<Execution, 'id' | 'occurrence'>,
  now: DateTime,
  ids: Ids,
): AppearedTask {
  try {
    return appeared(snapshot, step, execution, now, ids);
  } catch (error) {
    if (error instanceof TemplateFault) {
      return { kind: 'impossible', reason: `its text cannot be rendered: ${error.message}` };
    }
    throw error;
  }
}

function appeared(...[snapshot, step, execution, now, ids]: Parameters<typeof appearTask>): AppearedTask {
  const { enrollment, owner, plan, contact, workspace } = snapshot;
  const to = assigneeOf(step.assignee, snapshot);
  const parts = { contact, owner, workspace, now: now.setZone(plan.zone), unsubscribeUrl: null };
  const data = templateData({ ...parts, sequence: plan.sequence, step: { name: stepLabel(step) } });
  const content = contentOf(step, snapshot);
  const task: Task = {
    id: ids.next(),
    workspaceId: enrollment.workspaceId,
    enrollmentId: enrollment.id,
    executionId: execution.id,
    stepId: step.id,
    occurrence: execution.occurrence,
    sequenceId: enrollment.sequenceId,
    variant: variantIdFor(step, enrollment.id),
    assigneeId: to.memberId,
    standsInForId: to.standsInForId,
    type: content.type,
    title: renderLine(content.title, data),
    notes: content.notes === null ? null : renderPlain(content.notes, data),
    pauses: step.pause,
    appearedAt: now,
    dueAt: step.due === null ? null : taskDueAt(step.due, now, plan.zone),
    snoozedUntil: null,
    state: 'open',
    outcome: null,
    closedAt: null,
    closedById: null,
    closedReason: null,
  };
  if (to.conversation === null) return { kind: 'task', task, posts: [] };
  const post: Post = {
    id: ids.next(),
    workspaceId: enrollment.workspaceId,
    conversation: to.conversation,
    content: { kind: 'task', taskId: task.id },
    enrollmentId: enrollment.id,
    key: `task:${task.id}`,
    dueAt: now,
  };
  return { kind: 'task', task, posts: [post] };
}

/** What a task says: its own, or the stored text. */
function contentOf(step: TaskStep, { enrollment, templates }: Snapshot): TemplateContents['task'] {
  const own = contentFor(step.content, enrollment.id, step.id);
  if (own.source === 'inline') return own;
  const stored = templates.get(own.template);
  if (stored?.kind !== 'task') throw new TemplateFault(`no template is called ${own.template}`);
  return stored.content;
}

/** Whose task it is and where it is shown. Of somebody who is away: who stands in. Who is not there any more: the owner's. */
function assigneeOf(
  assignee: string,
  snapshot: Pick<Snapshot, 'owner' | 'members' | 'standIns'>,
): PersonOrChannel & Pick<Task, 'standsInForId'> {
  const named = personOrChannel(assignee, snapshot);
  const { owner, members, standIns } = snapshot;
  const standInId = named.memberId === null ? undefined : standIns.get(named.memberId);
  const standIn = members.find(({ id, isRefused }) => id === standInId && !isRefused);
  if (standIn !== undefined) {
    return { memberId: standIn.id, conversation: standIn.slackUserId, standsInForId: named.memberId };
  }
  const to = isNobody(named) ? { memberId: owner.id, conversation: owner.slackUserId } : named;
  return { ...to, standsInForId: null };
}

export interface PersonOrChannel {
  readonly memberId: string | null;
  /** Their DM, or the channel; null while somebody is not known in Slack. */
  readonly conversation: string | null;
}

/** `owner`, a member by Slack id, handle or address, or a channel by id or `#name`; nobody where there is no such one. */
export function personOrChannel(
  name: string,
  { owner, members }: Pick<Snapshot, 'owner' | 'members'>,
): PersonOrChannel {
  const { to } = readAssignee(name);
  if (to === 'channel') return { memberId: null, conversation: name };
  if (to === 'owner') return { memberId: owner.id, conversation: owner.slackUserId };
  const key = name.replace(/^@/, '').toLowerCase();
  const named = members.find(
    (one) => one.slackUserId === name || one.handle.toLowerCase() === key || one.email?.toLowerCase() === key,
  );
  return { memberId: named?.id ?? null, conversation: named?.slackUserId ?? null };
}

function isNobody({ memberId, conversation }: PersonOrChannel): boolean {
  return memberId === null && conversation === null;
}
