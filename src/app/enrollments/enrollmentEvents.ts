import { DateTime } from 'luxon';
import { isCarried } from '../../domain/steps/lane.js';
import { type StepKind, stepKinds } from '../../domain/steps/step-kind.js';
import { explainMoves } from '../../domain/timing/explain.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { HistoryEntry } from '../ports/stores/history.js';
import type { Task } from '../ports/stores/tasks.js';
import { shortTime } from '../shown/clocks.js';
import type { ShownEvent } from '../shown/enrollments.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { kindAndName, stepNamed } from '../shown/stepNames.js';
import { exitWords, providedWords } from './exitWords.js';
import { historyWords } from './historyWords.js';

/**
 * What happened in an enrollment, the oldest first: the ledger, what people did with its tasks, what the contact did, and
 * the history of its holds, pauses and hand-overs.
 */
export async function enrollmentEvents(tables: Tables, snapshot: Snapshot, zone: string): Promise<ShownEvent[]> {
  const { enrollment, members, owner } = snapshot;
  const { id: enrollmentId, workspaceId, enrolledAt } = enrollment;
  const executions = await tables.executions.ofEnrollment(enrollmentId);
  const tasks = await tables.tasks.find({ workspaceId, enrollmentId });
  const provided = await tables.events.ofEnrollment(enrollmentId);
  const history = await tables.history.ofEnrollment(enrollmentId);
  const nameOf = (id: string | null) => members.find((member) => member.id === id)?.name ?? null;
  const named = namesIn(snapshot, executions, tasks);
  const closed = (task: Task) => taskEvent(task, named.task(task.id), nameOf(task.closedById));
  const enroller = nameOf(history.find(({ what }) => what.kind === 'enrolled')?.byId ?? null);
  const by = enroller === null ? [] : [`by ${enroller}`];
  const steps: readonly ShownEvent[] = [
    {
      at: enrolledAt,
      text: [`Enrolled, from ${owner.name}`, ...by, ...toBegin(enrollment, executions, zone)].join(', '),
    },
    ...executions.flatMap((execution) => {
      if (isTold(execution, history)) return [];
      const task =
        execution.kind === 'task' ? tasks.find(({ executionId }) => executionId === execution.id) : undefined;
      // A task is the step that it came by, and is told as one.
      if (task?.state === 'open') return openTask(task, named.task(task.id), nameOf(task.assigneeId));
      const told = ledgerEvent(execution, { zone, title: task?.title ?? null, step: named.step }) ?? [];
      // What came of it within a minute came after it was over.
      return task?.pauses ? [told, closed(task) ?? []].flat() : told;
    }),
    ...tasks
      .filter((task) => task.state === 'open' && isOfRule(task))
      .map((task) => openTask(task, named.task(task.id), nameOf(task.assigneeId))),
    ...tasks.flatMap((task) => (task.pauses && !isOfRule(task) ? [] : (closed(task) ?? []))),
    ...provided.flatMap(({ at, happenedAt, kind, executionId }) => {
      // A newer program may have heard of something else.
      if (!(kind in providedWords)) return [];
      return { at: happenedAt ?? at, text: providedWords[kind](touchNamed(executions, executionId)) };
    }),
  ];
  const telling = { snapshot, zone, ...named };
  const happened = history.flatMap((entry) => {
    const text = historyWords(entry, telling);
    return text === null ? [] : { at: entry.at, text };
  });
  return inOrder(steps, happened);
}

/** What texts call the steps and tasks of an enrollment; a step that an edit took away as it was called when it fired. */
function namesIn({ plan }: Snapshot, executions: readonly Execution[], tasks: readonly Task[]) {
  const step = (stepId: string) => {
    const isThere = plan.sequence.steps.some(({ id }) => id === stepId);
    const row = isThere ? undefined : executions.find((one) => one.stepId === stepId);
    return stepNamed(row?.stepName ?? stepLabelIn(plan.sequence, stepId));
  };
  const task = (taskId: string) => {
    const found = tasks.find(({ id }) => id === taskId);
    const row = executions.find(({ id }) => id === found?.executionId);
    return row === undefined ? 'A task' : kindAndName('task', row.stepName, found?.title);
  };
  return { step, task };
}

function touchNamed(executions: readonly Execution[], executionId: string | null): string {
  const touch = executions.find(({ id }) => id === executionId);
  const kind = stepKinds.find((one) => one === touch?.kind);
  return touch === undefined || kind === undefined ? 'What was sent' : kindAndName(kind, touch.stepName);
}

/** The history tells of a refusal, or of a question, with its time; the ledger has only the last state. */
function isTold({ state, stepId }: Execution, history: readonly HistoryEntry[]): boolean {
  return history.some(({ what }) => what.kind === 'held' && what.stepId === stepId && what.hold === state);
}

/**
 * Steps by the minute, to which the ledger's times may be rounded, those of one minute in their order; between them what
 * happened, whose times are exact.
 */
function inOrder(steps: readonly ShownEvent[], happened: readonly ShownEvent[]): ShownEvent[] {
  const minute = ({ at }: ShownEvent) => at.startOf('minute').toMillis();
  const waiting = steps
    .map((event, index) => ({ event, index }))
    .sort((a, b) => minute(a.event) - minute(b.event) || a.index - b.index)
    .map(({ event }) => event);
  return [
    ...happened.flatMap((one) => {
      const next = waiting.findIndex(({ at }) => at > one.at);
      return [...waiting.splice(0, next < 0 ? waiting.length : next), one];
    }),
    ...waiting,
  ];
}

/** `to begin Tue 1 Dec, 09:00`, where it was asked to begin later than it was made: its first time counts from then. */
function toBegin({ progress, enrolledAt }: Enrollment, executions: readonly Execution[], zone: string): string[] {
  const anchors = executions.flatMap(({ trace }) => trace?.find((entry) => entry.rule === 'anchor') ?? []);
  const first = anchors.find(({ of }) => of === 'enrolled');
  const { at, of } = progress.anchor;
  const begins = of === 'enrolled' ? at : first === undefined ? null : DateTime.fromISO(first.at);
  return begins !== null && begins > enrolledAt ? [`to begin ${shortTime(begins, zone)}`] : [];
}

/** One that a rule made: no step is called so (`fireControl`). */
function isOfRule({ stepId }: Task): boolean {
  return stepId.includes('/');
}

function openTask({ appearedAt }: Task, task: string, whom: string | null): ShownEvent {
  return { at: appearedAt, text: `${task} is open, for ${whom ?? 'anybody'}` };
}

interface LedgerTelling {
  readonly zone: string;
  /** Of the task that the step became. */
  readonly title: string | null;
  readonly step: (stepId: string) => string;
}

/** A row of the ledger in words; null while it is in a worker's hands or only planned. */
function ledgerEvent(execution: Execution, telling: LedgerTelling): ShownEvent | null {
  const { state, reason, stepName, dueAt, firedAt, settledAt } = execution;
  const at = settledAt ?? firedAt ?? dueAt;
  switch (state) {
    case 'fired': {
      const fired = [firedWords(execution, telling), ...noted(execution)];
      return { at, text: [...fired, ...countedAs(execution, at, telling.zone), ...movedBy(execution)].join('; ') };
    }
    case 'skipped':
      return { at, text: `${stepNamed(stepName)} was skipped (${skipWords[reason ?? ''] ?? reason})` };
    case 'failed':
      return { at, text: `${stepNamed(stepName)} was refused: ${reason}` };
    case 'uncertain':
      return { at, text: `${stepNamed(stepName)} may or may not have left: ${reason}` };
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

function firedWords({ kind, stepName, summary, reason }: Execution, { title, step }: LedgerTelling): string {
  const known = stepKinds.find((one) => one === kind);
  if (known === undefined) return `${stepNamed(stepName)} fired`;
  const carriedOut = known === 'rule' && reason !== null ? `: ${reason}` : '';
  const did = known === 'branch' ? wayWords(reason ?? '', step) : `${fired[known]}${carriedOut}`;
  return `${kindAndName(known, stepName, summary?.subject ?? title)} ${did}`;
}

/** What a step did, after its kind and its name. */
const fired: Readonly<Record<Exclude<StepKind, 'branch'>, string>> = {
  email: 'went out',
  sms: 'went out',
  task: 'appeared',
  postcard: 'was sent off',
  fulfillment: 'was put on its list',
  rule: 'was carried out',
  exit: 'was reached',
  delay: 'was over',
};

/** A branch's way as its row has it, see `fireControl`. */
function wayWords(way: string, step: LedgerTelling['step']): string {
  const [kind, target] = [way.split(' ', 1)[0], way.slice(way.indexOf(' ') + 1)];
  switch (kind) {
    case 'continue':
      return 'went on';
    case 'exit':
      return 'ended it';
    case 'goto':
      return `led to ${step(target)}`;
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
  { state, outcome, closedAt, closedReason }: Task,
  task: string,
  by: string | null,
): ShownEvent | null {
  if (closedAt === null) return null;
  const who = by === null ? '' : ` by ${by}`;
  switch (state) {
    case 'open':
      return null;
    case 'done':
      return {
        at: closedAt,
        text: `${task} done${who}${outcome === null || outcome === 'done' ? '' : `: ${outcome}`}`,
      };
    case 'skipped':
      return { at: closedAt, text: `${task} skipped${who}` };
    case 'closed':
      return { at: closedAt, text: `${task} closed${who} (${exitWords(closedReason ?? '')})` };
  }
}
