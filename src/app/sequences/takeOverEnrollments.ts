import type { DateTime } from 'luxon';
import type { Progress, Transition } from '../../domain/enrollment/progress.js';
import { type FinishedChoice, publish } from '../../domain/enrollment/publish.js';
import type { Plan } from '../../domain/timing/plan.js';
import { releaseFilled } from '../contacts/fillHeld.js';
import { plansOf } from '../enrollments/planOf.js';
import { saveChanged } from '../enrollments/saveChanged.js';
import { type BesideProgress, ledgerRow, withProgress } from '../enrollments/saveTransition.js';
import { NewerContent } from '../faults.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment, Execution } from '../ports/stores/enrollments.js';
import type { HistoryEntry } from '../ports/stores/history.js';
import type { Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import type { Task } from '../ports/stores/tasks.js';
import { closeTask } from '../tasks/closeTasks.js';

/** Enrollments that are taken over together, in a dozen statements. */
const batchSize = 2_000;

interface Context {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly now: DateTime;
}

/**
 * Takes every open enrollment of a sequence, whose row is locked, over into its new version. One whose mail is being sent
 * at this moment stays where it is until that is settled, since what the edit makes of it depends on whether the mail left;
 * then {@link takeOverLeftBehind} takes it over. Answers how many, those included.
 */
export async function takeOverEnrollments(
  context: Context,
  { id: sequenceId, workspaceId }: Pick<StoredSequence, 'id' | 'workspaceId'>,
  version: SequenceVersion,
  finished: FinishedChoice,
): Promise<number> {
  const { tables } = context;
  const workspace = await tables.workspaces.byId(workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${workspaceId}`);
  let takenOver = 0;
  let after: string | null = null;
  for (;;) {
    const open: Enrollment[] = await tables.enrollments.lockOpenOf({ sequenceId, after, limit: batchSize });
    await takeOver(context, workspace, version, open, finished);
    takenOver += open.length;
    after = open.at(-1)?.id ?? null;
    if (after === null) return takenOver;
  }
}

/**
 * Takes those of these enrollments, whose rows are locked and whose mails are settled, over into the current version that
 * were left out when it was published. Answers how many.
 */
export async function takeOverLeftBehind(context: Context, enrollmentIds: readonly string[]): Promise<number> {
  const { tables } = context;
  const behind = await tables.enrollments.byIds(await tables.enrollments.leftBehind(enrollmentIds));
  for (const sequenceId of new Set(behind.map((one) => one.sequenceId))) {
    const sequence = await tables.sequences.byId(sequenceId);
    const version = sequence === null ? null : await versionOf(tables, sequence);
    const workspace = sequence === null ? null : await tables.workspaces.byId(sequence.workspaceId);
    // Whoever published it takes them over, when it settles their next step.
    if (version === 'newer') continue;
    if (version === null || workspace === null) throw new Error(`the current version of ${sequenceId} is not stored`);
    await takeOver(
      context,
      workspace,
      version,
      behind.filter((one) => one.sequenceId === sequenceId),
      // Who was waiting for a mail was not at the end.
      'continue',
    );
  }
  return behind.length;
}

async function versionOf(tables: Tables, { currentVersionId }: StoredSequence) {
  try {
    return await tables.sequences.version(currentVersionId);
  } catch (error) {
    if (error instanceof NewerContent) return 'newer';
    throw error;
  }
}

interface Taken {
  readonly before: Enrollment;
  readonly after: Enrollment;
  /** Rows of steps whose dates are past. */
  readonly rows: readonly Execution[];
}

async function takeOver(
  context: Context,
  workspace: Workspace,
  version: SequenceVersion,
  locked: readonly Enrollment[],
  finished: FinishedChoice,
): Promise<void> {
  const { tables, now } = context;
  const sending = await tables.executions.cancelUnsentOf(locked.map(({ id }) => id));
  const enrollments = locked.filter(({ id }) => !sending.has(id));
  const contactIds = enrollments.map(({ contactId }) => contactId);
  const planIn = await plansOf(tables, workspace, { type: version.definition.type, contactIds });
  const versions = byId(await versionsOf(tables, enrollments));
  const published = publishOnce(now, finished);
  const taken = enrollments.map((before): Taken => {
    const oldVersion = versions.get(before.sequenceVersionId) ?? version;
    const plan = planIn(version, before.contactId);
    const { progress, records } = published(planIn(oldVersion, before.contactId), plan, before.progress);
    const beside = { ...holdAfter(before, progress), sequenceVersionId: version.id };
    const rows = records.map((record) => ledgerRow(record, before, plan, context.ids));
    return { before, after: withProgress(before, progress, beside), rows };
  });
  await tables.executions.record(taken.flatMap(({ rows }) => rows));
  await saveChanged({ tables, now }, taken);
  await tables.history.add(taken.flatMap((one) => edited(one, version, now)));
  await closeEdited(tables, taken, now);
  await forgetFailures(tables, taken);
  await refreshTaken(tables, taken, now);
  await releaseFilled(
    tables,
    taken.map(({ after }) => after),
    now,
  );
}

/** `publish`, which is asked once for all who have one progress and one plan. */
function publishOnce(now: DateTime, finished: FinishedChoice) {
  const known = new Map<Progress, Map<Plan, Transition>>();
  return (oldPlan: Plan, newPlan: Plan, progress: Progress): Transition => {
    const ofPlans = known.get(progress) ?? new Map<Plan, Transition>();
    const transition = ofPlans.get(oldPlan) ?? publish(oldPlan, newPlan, progress, now, finished);
    known.set(progress, ofPlans.set(oldPlan, transition));
    return transition;
  };
}

/** What the history tells of an edit: that something else is next, or at another time. */
function edited({ before, after }: Taken, { number, publishedById }: SequenceVersion, now: DateTime): HistoryEntry[] {
  const [{ pending: was }, { pending: is }] = [before.progress, after.progress];
  const isOther = was?.stepId !== is?.stepId || was?.occurrence !== is?.occurrence;
  const isMoved = was?.dueAt.toMillis() !== is?.dueAt.toMillis();
  if ((!isOther && !isMoved) || (is === null && after.progress.openTask !== null)) return [];
  const { workspaceId, id: enrollmentId } = after;
  const to = { stepId: is?.stepId ?? null, at: is?.dueAt.toUTC().toISO() ?? null };
  const what = { kind: 'edited', version: number, ...to, isOther } as const;
  return [{ workspaceId, enrollmentId, at: now, byId: publishedById, what }];
}

/** Open tasks say what comes next, and notices whether something is still held. */
async function refreshTaken(tables: Tables, taken: readonly Taken[], now: DateTime): Promise<void> {
  const open = await tables.tasks.openOf(taken.map(({ after }) => after.id));
  await tables.posts.refreshTasks(
    open.map(({ id }) => id),
    now,
  );
  const released = taken.filter(({ before, after }) => before.hold !== null && after.hold === null);
  await tables.posts.refreshNotices(
    released.map(({ after }) => after.id),
    now,
  );
}

/**
 * A hold belongs to one step, and goes with it when the edit puts another next. A blank field that the rewritten text
 * needs no longer is looked at after that. What may or may not have left stays a question whatever is edited.
 */
function holdAfter({ hold, progress: { pending: was } }: Enrollment, { pending }: Progress): BesideProgress {
  if (hold === null || hold === 'uncertain') return {};
  const same = pending !== null && pending.stepId === was?.stepId && pending.occurrence === was.occurrence;
  return same ? {} : { hold: null, holdReason: null };
}

/** Tasks that the cadence waited for and waits for no longer: their step is gone, or pauses no more. */
async function closeEdited(tables: Tables, taken: readonly Taken[], now: DateTime): Promise<void> {
  const released = new Map(
    taken.flatMap(({ before, after }) => {
      const { openTask } = before.progress;
      return openTask !== null && after.progress.openTask === null ? [[before.id, openTask.stepId] as const] : [];
    }),
  );
  if (released.size === 0) return;
  const open: readonly Task[] = await tables.tasks.openOf([...released.keys()]);
  for (const task of open) {
    if (task.stepId !== released.get(task.enrollmentId) || !task.pauses) continue;
    await closeTask(tables, task, { reason: 'edited', now, closedById: null });
  }
}

/** A refused step that is no longer next, or gone, may be tried should its turn come. */
async function forgetFailures(tables: Tables, taken: readonly Taken[]): Promise<void> {
  const cleared = taken.filter(({ before, after }) => before.hold === 'failed' && after.hold === null);
  if (cleared.length > 0) await tables.executions.forgetFailedOf(cleared.map(({ before }) => before.id));
}

/** The versions that these enrollments are in. */
export async function versionsOf(
  tables: Pick<Tables, 'sequences'>,
  enrollments: readonly Pick<Enrollment, 'sequenceVersionId'>[],
): Promise<SequenceVersion[]> {
  const ids = [...new Set(enrollments.map(({ sequenceVersionId }) => sequenceVersionId))];
  const found = await Promise.all(ids.map((id) => tables.sequences.version(id)));
  return found.flatMap((version) => version ?? []);
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
