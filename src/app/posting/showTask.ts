import type { DateTime } from 'luxon';
import { displayName } from '../../domain/contact/contact.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { Task } from '../ports/stores/tasks.js';
import { describeNext, followingStep } from './describeNext.js';
import type { ShownMember, ShownTask } from './shown.js';

/** Touches that a task message recalls. */
const recalled = 3;

/** A task with what a person needs to do it; null when it is gone. */
export async function showTask(tables: Tables, taskId: string, now: DateTime): Promise<ShownTask | null> {
  const task = await tables.tasks.byId(taskId);
  const enrollment = task === null ? null : await tables.enrollments.byId(task.enrollmentId);
  if (task === null || enrollment === null) return null;
  const [snapshot] = await loadSnapshots(tables, [enrollment]);
  if (snapshot === undefined) return null;
  const { contact, owner, members, plan, workspace } = snapshot;
  const person = (id: string | null) => shownMember(members.find((member) => member.id === id));
  const assignee = members.find((member) => member.id === task.assigneeId);
  const zone = assignee?.zone ?? workspace.zone;
  return {
    id: task.id,
    type: task.type,
    title: task.title,
    notes: task.notes,
    state: task.state,
    pauses: task.pauses,
    zone,
    rulesZone: plan.zone,
    dueAt: task.dueAt,
    overdue: task.state === 'open' && task.dueAt !== null && task.dueAt < now,
    snoozedUntil: task.snoozedUntil !== null && task.snoozedUntil > now ? task.snoozedUntil : null,
    outcome: task.outcome,
    closedAt: task.closedAt,
    closedBy: person(task.closedById),
    closedReason: task.closedReason,
    assignee: person(task.assigneeId),
    sequenceName: plan.sequence.name,
    contact: {
      id: contact.id,
      name: displayName(contact),
      email: contact.email,
      company: contact.company,
      title: contact.title,
      phone: contact.phone,
      notes: contact.notes,
    },
    lastTouches: await lastTouches(tables, task),
    next: nextOf(task, snapshot, assignee?.zone ?? owner.zone ?? workspace.zone),
  };
}

/** Of a task that the cadence waits for, the step that its Done brings: "waits for itself" tells nobody anything. */
function nextOf(task: Task, snapshot: Snapshot, zone: string): string {
  const { progress, hold, pauses } = snapshot.enrollment;
  const isWaitedFor = task.state === 'open' && progress.openTask?.stepId === task.stepId;
  if (!isWaitedFor || progress.exited !== null || hold !== null || pauses.length > 0)
    return describeNext(snapshot, zone);
  const following = followingStep(snapshot);
  return following === null ? 'nothing more, this is the last step' : `${following}, once this is done`;
}

async function lastTouches(tables: Tables, task: Task): Promise<ShownTask['lastTouches']> {
  const executions = await tables.executions.ofEnrollment(task.enrollmentId);
  return executions
    .filter(({ state, kind, id }) => state === 'fired' && kind !== 'delay' && id !== task.executionId)
    .reverse()
    .slice(0, recalled)
    .map(({ firedAt, dueAt, kind, stepName, summary }) => ({
      at: firedAt ?? dueAt,
      text: kind === 'email' ? `Mail: ${summary?.subject ?? stepName}` : `Task: ${stepName}`,
    }));
}

function shownMember(member: Member | undefined): ShownMember | null {
  return member === undefined ? null : { slackUserId: member.slackUserId, name: member.name };
}
