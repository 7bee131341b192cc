import { DateTime } from 'luxon';
import { isCarried } from '../../domain/steps/lane.js';
import { type StepKind, stepKinds } from '../../domain/steps/step-kind.js';
import { explainMoves } from '../../domain/timing/explain.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { Task } from '../ports/stores/tasks.js';
import { shortTime } from '../shown/clocks.js';
import type { ShownEvent } from '../shown/enrollments.js';
import { didWords, exitWords } from './exitWords.js';

/** What happened in an enrollment, the oldest first: the ledger, what people did with its tasks, what the contact did. */
export async function enrollmentEvents(
  tables: Tables,
  { enrollment, members, owner }: Snapshot,
  zone: string,
): Promise<ShownEvent[]> {
  const { id: enrollmentId, workspaceId, progress, enrolledAt } = enrollment;
  const executions = await tables.executions.ofEnrollment(enrollmentId);
  const tasks = await tables.tasks.find({ workspaceId, enrollmentId });
  const provided = await tables.events.ofEnrollment(enrollmentId);
  const nameOf = (id: string | null) => members.find((member) => member.id === id)?.name ?? null;
  const { exited, pausedSince } = progress;
  const events: readonly ShownEvent[] = [
    { at: enrolledAt, text: [`Enrolled, from ${owner.name}`, ...toBegin(enrollment, executions, zone)].join(', ') },
    ...executions.flatMap((execution) => {
      const open = tasks.find(({ executionId, state }) => executionId === execution.id && state === 'open');
      return open === undefined ? (ledgerEvent(execution, zone) ?? []) : openTask(open, nameOf(open.assigneeId));
    }),
    ...tasks.flatMap((task) => taskEvent(task, nameOf(task.closedById)) ?? []),
    ...provided.map(({ at, kind }) => ({ at, text: `They ${didWords[kind]}` })),
    ...(pausedSince === null ? [] : [{ at: pausedSince, text: 'Paused' }]),
    ...(exited === null ? [] : [{ at: exited.at, text: `Ended: ${exitWords(exited.reason, exited.movedTo)}` }]),
  ];
  return events
    .map((event, index) => ({ event, index }))
    .sort(inTime)
    .map(({ event }) => event);
}

/** What happened in the same minute keeps its order. */
function inTime(a: { event: ShownEvent; index: number }, b: { event: ShownEvent; index: number }): number {
  return a.event.at.startOf('minute').toMillis() - b.event.at.startOf('minute').toMillis() || a.index - b.index;
}

/** `to begin Tue 1 Dec, 09:00`, where it was asked to begin later than it was made: its first time counts from then. */
function toBegin({ progress, enrolledAt }: Enrollment, executions: readonly Execution[], zone: string): string[] {
  const anchors = executions.flatMap(({ trace }) => trace?.find((entry) => entry.rule === 'anchor') ?? []);
  const first = anchors.find(({ of }) => of === 'enrolled');
  const { at, of } = progress.anchor;
  const begins = of === 'enrolled' ? at : first === undefined ? null : DateTime.fromISO(first.at);
  return begins !== null && begins > enrolledAt ? [`to begin ${shortTime(begins, zone)}`] : [];
}

/** A task is the step that it came by, and is told as one. */
function openTask({ appearedAt, title }: Task, whom: string | null): ShownEvent {
  return { at: appearedAt, text: `Task “${title}” is open, for ${whom ?? 'anybody'}` };
}

/** A row of the ledger in words; null while it is in a worker's hands or only planned. */
function ledgerEvent(execution: Execution, zone: string): ShownEvent | null {
  const { state, reason, stepName, dueAt, firedAt, settledAt } = execution;
  const at = settledAt ?? firedAt ?? dueAt;
  switch (state) {
    case 'fired':
      return {
        at,
        text: [
          firedWords(execution),
          ...noted(execution),
          ...countedAs(execution, at, zone),
          ...movedBy(execution),
        ].join('; '),
      };
    case 'skipped':
      return { at, text: `“${stepName}” was skipped (${skipWords[reason ?? ''] ?? reason})` };
    case 'failed':
      return { at, text: `“${stepName}” was refused: ${reason}` };
    case 'uncertain':
      return { at, text: `“${stepName}” may or may not have left: ${reason}` };
    case 'claimed':
    case 'sending':
    case 'deferred':
    case 'cancelled':
      return null;
  }
}

/** What became known of it afterwards: that it was not delivered, who said that it was sent. */
function noted({ kind, reason }: Execution): string[] {
  return isCarried(kind) && reason !== null ? [reason] : [];
}

function firedWords({ kind, stepName, summary, reason }: Execution): string {
  const known = stepKinds.find((one) => one === kind);
  if (known === undefined) return `${stepName} fired`;
  return fired[known](stepName, known === 'branch' ? reason : (summary?.subject ?? null));
}

/** `detail`: a mail's subject, a text's first line, or a branch's way. */
const fired: Readonly<Record<StepKind, (name: string, detail: string | null) => string>> = {
  email: (name, subject) => (subject === null ? `Mail “${name}” went out` : `Mail “${subject}” went out (${name})`),
  sms: (name, line) => (line === null ? `Text “${name}” went out` : `Text “${line}” went out (${name})`),
  task: (name) => `Task “${name}” appeared`,
  postcard: (name) => `Postcard “${name}” was sent off`,
  fulfillment: (name) => `“${name}” was put on its list`,
  rule: (name) => `Rule “${name}” was carried out`,
  branch: (name, way) => `Branch “${name}” ${wayWords(way ?? '')}`,
  exit: (name) => `Exit “${name}” was reached`,
  delay: (name) => `The wait “${name}” was over`,
};

/** A branch's way as its row has it, see `fireControl`. */
function wayWords(way: string): string {
  const [kind, target] = [way.split(' ', 1)[0], way.slice(way.indexOf(' ') + 1)];
  switch (kind) {
    case 'continue':
      return 'went on';
    case 'exit':
      return 'ended it';
    case 'goto':
      return `led to “${target}”`;
    case 'move':
      return `moved them to ${target}`;
    default:
      return 'was decided';
  }
}

/** The minute that later steps count from, where it is another than that in which it left. */
function countedAs({ firedAt }: Execution, at: DateTime, zone: string): string[] {
  if (firedAt === null || firedAt.toMillis() === at.startOf('minute').toMillis()) return [];
  return [`counts as ${shortTime(firedAt, zone)}`];
}

function movedBy({ trace }: Execution): string[] {
  const moves = trace === null ? '' : explainMoves(trace);
  return moves === '' ? [] : [`its time: ${moves}`];
}

const skipWords: Readonly<Record<string, string>> = {
  resume: 'overdue when resumed',
  failed: 'it had been refused',
  conditions: 'its conditions did not hold',
  past: 'its date had passed',
};

function taskEvent(
  { state, stepId, title, outcome, closedAt, closedReason }: Task,
  by: string | null,
): ShownEvent | null {
  if (closedAt === null) return null;
  const who = by === null ? '' : ` by ${by}`;
  const what = title === '' ? stepId : `“${title}”`;
  switch (state) {
    case 'open':
      return null;
    case 'done':
      return {
        at: closedAt,
        text: `Task ${what} done${who}${outcome === null || outcome === 'done' ? '' : `: ${outcome}`}`,
      };
    case 'skipped':
      return { at: closedAt, text: `Task ${what} skipped${who}` };
    case 'closed':
      return { at: closedAt, text: `Task ${what} closed${who} (${exitWords(closedReason ?? '')})` };
  }
}
