import type { DateTime } from 'luxon';
import { refreshDates } from '../../domain/enrollment/date-standing.js';
import { decideDue } from '../../domain/enrollment/decide-due.js';
import { exit } from '../../domain/enrollment/exit.js';
import { fireNext } from '../../domain/enrollment/fire-next.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import { type CarriedKind, laneOf, type StepLane } from '../../domain/steps/lane.js';
import type { Step, StepOfKind } from '../../domain/steps/step.js';
import { claimRow, ledgerRow } from '../enrollments/saveTransition.js';
import type { Notice } from '../notices.js';
import type { Ids } from '../ports/ids.js';
import type { Claim, Execution, Hold, PauseScope } from '../ports/stores/enrollments.js';
import type { Post, Task } from '../ports/stores/tasks.js';
import { appearTask } from './appearTask.js';
import type { Errand } from './errands.js';
import { type ControlDraft, fireControl } from './fireControl.js';
import type { Snapshot } from './loadSnapshots.js';
import { noticeToOwner } from './noticeToOwner.js';
import { type Outgoing, outgoingOf } from './outgoing.js';
import { type PreparingContext, prepareStep } from './prepareStep.js';
import { type NewLine, type Parcelled, putOnList } from './putOnList.js';

/** What is to be written, and sent, for one enrollment that was due. */
export interface Decision extends Parcelled {
  /** As it was before; its contact and its owner may be others in `after`. */
  readonly snapshot: Snapshot;
  /** The contact and the owner as rules left them. */
  readonly after: Pick<Snapshot, 'contact' | 'owner'>;
  readonly progress: Progress;
  /** The pauses that it begins. */
  readonly pauses: readonly PauseScope[];
  readonly hold: { readonly kind: Hold; readonly reason: string } | null;
  readonly executions: readonly Execution[];
  readonly tasks: readonly Task[];
  readonly posts: readonly Post[];
  /** What is to be done to other enrollments of the contact, in order. */
  readonly errands: readonly Errand[];
  /** What is to be sent, once its claim is written; the progress does not count it as fired yet. */
  readonly outgoing: Outgoing | null;
}

/** Steps that one decision may run on through: more than a sequence has. */
const mostSteps = 500;

/** {@link Decision}, while it is made. */
export interface Draft extends ControlDraft {
  hold: Decision['hold'];
  outgoing: Decision['outgoing'];
  readonly lines: NewLine[];
}

interface Context extends Pick<PreparingContext, 'settings' | 'numbers'> {
  readonly ids: Ids;
  /** Steps of other lanes are left to these. */
  readonly lane: StepLane;
}

/**
 * Decides what a due enrollment does at `now`. Steps that need no provider run on inside the decision (architecture,
 * "Firing") until one that a provider carries, a future step, a pausing task or the end. Pure but for fresh ids.
 */
export function decide(snapshot: Snapshot, now: DateTime, context: Context): Decision {
  const draft = startOf(snapshot);
  // What became of the contact's dates since the last look.
  take(draft, refreshDates(snapshot.plan, draft.progress, now), context.ids);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const due = decideDue(patient(draft.snapshot), draft.progress, now);
    if (due.kind === 'not-due') break;
    if (due.kind === 'moved') {
      take(draft, due, context.ids);
      continue;
    }
    const lane = laneOf(due.step.kind);
    if (lane !== 'inside' && lane !== context.lane) break;
    effectOf(due.step.kind, due.step, draft, now, context);
    // Whether its new owner is here is known when it is stored; what else is due is decided after that.
    if (draft.snapshot.owner.id !== snapshot.owner.id) break;
    if (draft.hold !== null || draft.outgoing !== null || draft.progress.exited !== null) break;
  }
  return decisionOf(snapshot, draft);
}

/** A mail that has waited for its sender's turn is not missed, however late it is: it goes as soon as its window is open. */
function patient({ plan, enrollment }: Snapshot): Snapshot['plan'] {
  return enrollment.queuedFor === null ? plan : { ...plan, lateAfterMinutes: Number.POSITIVE_INFINITY };
}

/** A decision about an enrollment before anything was decided. */
export function startOf(snapshot: Snapshot): Draft {
  const { progress } = snapshot.enrollment;
  const nothing = { executions: [], tasks: [], posts: [], errands: [], lines: [], deliveries: [] };
  return { snapshot, progress, hold: null, outgoing: null, ...nothing };
}

/** What a draft about an enrollment has come to. */
export function decisionOf(snapshot: Snapshot, { snapshot: last, ...rest }: Draft): Decision {
  const isPaused = rest.progress.pausedSince !== null && snapshot.enrollment.progress.pausedSince === null;
  const after = { contact: last.contact, owner: last.owner };
  return { snapshot, after, pauses: isPaused ? ['self'] : [], ...rest };
}

type Effect<S> = (step: S, draft: Draft, now: DateTime, context: Context) => void;

/** What firing does, by kind of step: complete by the compiler's word. */
const effects: { readonly [K in Step['kind']]: Effect<StepOfKind[K]> } = {
  email: (step, ...of) => send('email', step, ...of),
  sms: (step, ...of) => send('sms', step, ...of),
  task: (step, draft, now, { ids }) => {
    const claim = claimOf(draft, ids.next());
    const appeared = appearTask(draft.snapshot, step, claim, now, ids);
    if (appeared.kind === 'impossible') return refuse(draft, appeared.reason, now, ids);
    draft.tasks.push(appeared.task);
    draft.posts.push(...appeared.posts);
    fireInside(draft, now, ids, claim.id);
  },
  postcard: (step, ...of) => send('postcard', step, ...of),
  fulfillment: (step, draft, now, { ids }) => {
    if (isOut(draft.snapshot)) {
      draft.progress = exit(draft.progress, 'suppressed', now).progress;
      return;
    }
    const executionId = ids.next();
    const put = putOnList(draft.snapshot, step, { executionId, now });
    if (put.kind === 'impossible') return refuse(draft, put.reason, now, ids);
    draft.lines.push(...put.lines);
    fireInside(draft, now, ids, executionId);
  },
  rule: (_step, draft, now, { ids }) => fireControl(draft, now, ids),
  delay: (_step, draft, now, { ids }) => fireControl(draft, now, ids),
  branch: (_step, draft, now, { ids }) => fireControl(draft, now, ids),
  exit: (_step, draft, now, { ids }) => fireControl(draft, now, ids),
};

function effectOf<K extends Step['kind']>(kind: K, step: StepOfKind[K], ...rest: [Draft, DateTime, Context]): void {
  effects[kind](step, ...rest);
}

function send<K extends CarriedKind>(
  kind: K,
  step: StepOfKind[K],
  draft: Draft,
  now: DateTime,
  { ids, settings, numbers }: Context,
): void {
  const { snapshot } = draft;
  if (isSuppressed[kind](snapshot)) {
    draft.progress = exit(draft.progress, 'suppressed', now).progress;
    return;
  }
  const executionId = ids.next();
  const prepared = prepareStep(kind, snapshot, step, { settings, numbers, executionId, now });
  const claim = claimOf(draft, executionId);
  switch (prepared.kind) {
    case 'ready': {
      const { thing, summary } = prepared;
      draft.outgoing = outgoingOf(kind, { ...claim, summary }, thing);
      return;
    }
    case 'blank': {
      const { fields } = prepared;
      draft.hold = { kind: 'blank-field', reason: fields.join(', ') };
      const { stepId, stepName } = claim;
      const about = { enrollmentId: snapshot.enrollment.id, stepId, stepName, fields };
      draft.posts.push(...noticeToOwner(snapshot, { kind: 'blank-field', ...about }, now, ids, executionId));
      return;
    }
    case 'impossible':
      refuse(draft, prepared.reason, now, ids);
  }
}

/** Whether nothing of the kind may be sent to the contact: complete by the compiler's word. */
const isSuppressed: { readonly [K in CarriedKind]: (snapshot: Snapshot) => boolean } = {
  email: isOut,
  // Who wants no mails wants no texts either; who once answered STOP may still read mails of another cadence.
  sms: (snapshot) => isOut(snapshot) || snapshot.numberSuppressed,
  postcard: isOut,
};

function isOut({ suppressed, saidStop }: Snapshot): boolean {
  return suppressed || saidStop;
}

/** The next step cannot go out as it stands: it waits for its owner, who is told. */
export function refuse(draft: Draft, reason: string, now: DateTime, ids: Ids): void {
  draft.hold = { kind: 'failed', reason };
  if (draft.progress.pending === null) return;
  const { snapshot } = draft;
  const claim = claimOf(draft, ids.next());
  const over = { firedAt: null, settledAt: now, attempts: 0, providerMessageId: null, lookUpAt: null };
  draft.executions.push({ ...claim, ...over, state: 'failed', reason });
  const notice: Notice = { kind: 'failed', enrollmentId: snapshot.enrollment.id, executionId: claim.id, reason };
  draft.posts.push(...noticeToOwner(snapshot, notice, now, ids, claim.id));
}

/** A step that is over the moment it is decided, its row under this id. */
function fireInside(draft: Draft, now: DateTime, ids: Ids, id: string): void {
  const own = [id];
  take(draft, fireNext(draft.snapshot.plan, draft.progress, now), { next: () => own.pop() ?? ids.next() });
}

function take(draft: Draft, { progress, records }: ReturnType<typeof refreshDates>, ids: Ids): void {
  const before = { ...draft.snapshot.enrollment, progress: draft.progress };
  draft.executions.push(...records.map((record) => ledgerRow(record, before, draft.snapshot.plan, ids)));
  draft.progress = progress;
}

function claimOf(draft: Draft, id: string): Claim {
  const { enrollment, plan } = draft.snapshot;
  const { pending } = draft.progress;
  if (pending === null) throw new Error(`enrollment ${enrollment.id} is due without a next step`);
  const { stepId, occurrence, dueAt } = pending;
  return claimRow({ stepId, occurrence, at: dueAt }, { ...enrollment, progress: draft.progress }, plan, id);
}
