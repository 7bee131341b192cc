import type { DateTime } from 'luxon';
import { decideDue } from '../../domain/enrollment/decide-due.js';
import { exit } from '../../domain/enrollment/exit.js';
import { recordFired } from '../../domain/enrollment/fire.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import type { Step } from '../../domain/steps/step.js';
import { ledgerRow } from '../enrollments/saveTransition.js';
import type { Notice } from '../notices.js';
import type { Ids } from '../ports/ids.js';
import type { Mail } from '../ports/mailer.js';
import type { Claim, Execution, Hold } from '../ports/stores/enrollments.js';
import type { Post, Task } from '../ports/stores/tasks.js';
import { appearTask } from './appearTask.js';
import type { Snapshot } from './loadSnapshots.js';
import { type MailSettings, prepareMail } from './prepareMail.js';

/** What is to be written, and sent, for one enrollment that was due. */
export interface Decision {
  readonly snapshot: Snapshot;
  readonly progress: Progress;
  readonly hold: { readonly kind: Hold; readonly reason: string } | null;
  readonly executions: readonly Execution[];
  readonly tasks: readonly Task[];
  readonly posts: readonly Post[];
  /** The mail to be sent, once its claim is written; the progress does not count it as fired yet. */
  readonly outgoing: { readonly claim: Claim; readonly mail: Mail } | null;
}

/** Steps that one decision may run on through: more than a sequence has. */
const mostSteps = 500;

/** {@link Decision}, while it is made. */
export interface Draft {
  progress: Progress;
  hold: Decision['hold'];
  outgoing: Decision['outgoing'];
  readonly executions: Execution[];
  readonly tasks: Task[];
  readonly posts: Post[];
}

/**
 * Decides what a due enrollment does at `now`. Steps that need no provider run on inside the decision (architecture,
 * "Firing") until a mail, a future step, a pausing task or the end. Pure but for fresh ids.
 */
export function decide(
  snapshot: Snapshot,
  now: DateTime,
  context: { readonly ids: Ids; readonly settings: MailSettings },
): Decision {
  const draft = startOf(snapshot);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const due = decideDue(snapshot.plan, draft.progress, now);
    if (due.kind === 'not-due') break;
    if (due.kind === 'moved') {
      draft.progress = due.progress;
      continue;
    }
    const effect: (step: never, ...rest: EffectArguments) => void = effects[due.step.kind];
    effect(due.step as never, draft, snapshot, now, context);
    if (draft.hold !== null || draft.outgoing !== null || draft.progress.exited !== null) break;
  }
  return { snapshot, ...draft };
}

/** A decision about an enrollment before anything was decided. */
export function startOf({ enrollment }: Snapshot): Draft {
  return { progress: enrollment.progress, hold: null, outgoing: null, executions: [], tasks: [], posts: [] };
}

type EffectArguments = [draft: Draft, snapshot: Snapshot, now: DateTime, context: Parameters<typeof decide>[2]];

/** What firing does, by kind of step: complete by the compiler's word. */
const effects: { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>, ...rest: EffectArguments) => void } =
  {
    delay: (_step, draft, snapshot, now, { ids }) => fireInside(draft, snapshot, now, ids),
    task: (step, draft, snapshot, now, { ids }) => {
      const claim = claimOf(draft, snapshot, ids.next());
      const appeared = appearTask(snapshot, step, claim, now, ids);
      if (appeared.kind === 'impossible') return refuse(draft, snapshot, appeared.reason, now, ids);
      draft.tasks.push(appeared.task);
      draft.posts.push(...appeared.posts);
      fireInside(draft, snapshot, now, { next: () => claim.id });
    },
    email: (step, draft, snapshot, now, { ids, settings }) => {
      const { enrollment } = snapshot;
      if (snapshot.suppressed) {
        draft.progress = exit(draft.progress, 'suppressed', now).progress;
        return;
      }
      const executionId = ids.next();
      const prepared = prepareMail(snapshot, step, { settings, executionId, now });
      const claim = claimOf(draft, snapshot, executionId);
      if (prepared.kind === 'mail') {
        const { to, subject } = prepared.mail;
        draft.outgoing = { claim: { ...claim, summary: { to: to.email, subject } }, mail: prepared.mail };
        return;
      }
      if (prepared.kind === 'blank') {
        const { stepId, stepName } = claim;
        draft.hold = { kind: 'blank-field', reason: prepared.fields.join(', ') };
        draft.posts.push(
          ...noticeToOwner(
            snapshot,
            { kind: 'blank-field', enrollmentId: enrollment.id, stepId, stepName, fields: prepared.fields },
            now,
            ids,
            executionId,
          ),
        );
        return;
      }
      refuse(draft, snapshot, prepared.reason, now, ids);
    },
  };

/** The next step cannot go out as it stands: it waits for its owner, who is told. */
export function refuse(draft: Draft, snapshot: Snapshot, reason: string, now: DateTime, ids: Ids): void {
  draft.hold = { kind: 'failed', reason };
  if (draft.progress.pending === null) return;
  const executionId = ids.next();
  const claim = claimOf(draft, snapshot, executionId);
  const over = { firedAt: null, settledAt: now, attempts: 0, providerMessageId: null };
  draft.executions.push({ ...claim, ...over, state: 'failed', reason });
  const notice: Notice = { kind: 'failed', enrollmentId: snapshot.enrollment.id, executionId, reason };
  draft.posts.push(...noticeToOwner(snapshot, notice, now, ids, executionId));
}

/** A step that is over the moment it is decided. */
function fireInside(draft: Draft, snapshot: Snapshot, now: DateTime, ids: Ids): void {
  const before = { ...snapshot.enrollment, progress: draft.progress };
  const { progress, records } = recordFired(snapshot.plan, draft.progress, now);
  const rows = records.map((record) => ledgerRow(record, before, snapshot.plan, ids));
  draft.executions.push(...rows);
  draft.progress = progress;
}

function claimOf(draft: Draft, snapshot: Snapshot, id: string): Claim {
  const { enrollment, plan } = snapshot;
  const { pending } = draft.progress;
  if (pending === null) throw new Error(`enrollment ${enrollment.id} is due without a next step`);
  const record = {
    stepId: pending.stepId,
    occurrence: pending.occurrence,
    at: pending.dueAt,
    outcome: 'fired' as const,
  };
  const row = ledgerRow({ ...record, reason: null }, { ...enrollment, progress: draft.progress }, plan, {
    next: () => id,
  });
  const { state: _state, reason: _reason, firedAt: _fired, settledAt: _settled, attempts: _attempts, ...rest } = row;
  const { providerMessageId: _message, ...claim } = rest;
  return claim;
}

/** A notice in the owner's DM; none while the owner is not known in Slack. `about` makes it one message however often. */
export function noticeToOwner(
  { enrollment, owner }: Pick<Snapshot, 'enrollment' | 'owner'>,
  notice: Notice,
  now: DateTime,
  ids: Ids,
  about: string,
): Post[] {
  if (owner.slackUserId === null) return [];
  const key = `notice:${notice.kind}:${about}`;
  return [
    {
      id: ids.next(),
      workspaceId: enrollment.workspaceId,
      conversation: owner.slackUserId,
      content: { kind: 'notice', notice },
      enrollmentId: enrollment.id,
      key,
      dueAt: now,
    },
  ];
}
