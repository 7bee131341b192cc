import type { DateTime } from 'luxon';
import { untilFilledIn } from '../enrolling/blankWords.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { isPending } from '../firing/settleSent.js';
import type { Tables } from '../ports/store.js';
import type { PauseScope } from '../ports/stores/enrollments.js';
import { mostBefore } from '../ports/stores/mailboxes.js';
import { followingStep } from '../posting/describeNext.js';
import { shortTime } from '../shown/clocks.js';
import { queueWords } from '../shown/queueWords.js';
import { stepLabelIn } from '../shown/stepLabelIn.js';
import { stepNamed } from '../shown/stepNames.js';
import { openTasks } from '../tasks/closeTasks.js';

/**
 * What keeps an enrollment's next step from firing at this moment, each a sentence without its full stop; times in
 * `zone`. Empty: nothing does.
 */
export async function presentFacts(tables: Tables, snapshot: Snapshot, now: DateTime, zone: string): Promise<string[]> {
  const { enrollment, suppressed, numberSuppressed, contact } = snapshot;
  if (enrollment.progress.exited !== null) return [];
  const at = (instant: DateTime) => shortTime(instant, zone);
  const hand = await inHand(tables, snapshot, now, at);
  return [
    ...(suppressed ? [`${contact.email} is suppressed: the next mail ends the cadence instead of leaving`] : []),
    ...(numberSuppressed ? [`${contact.phone} is suppressed: the next text ends the cadence instead of leaving`] : []),
    ...(await pausedBy(tables, snapshot, at)),
    ...(await waitsFor(tables, snapshot, now, at)),
    ...(await heldBy(tables, snapshot, at)),
    ...(await inQueue(tables, snapshot, at)),
    ...(hand.length > 0 ? hand : await inLane(tables, snapshot, now, at)),
  ];
}

type Show = (instant: DateTime) => string;

/** By whom each pause was set, as far as the audit tells. */
async function pausedBy(tables: Tables, snapshot: Snapshot, at: Show): Promise<string[]> {
  const { enrollment, contact, plan, owner, members, workspace } = snapshot;
  const { pausedUntil } = enrollment;
  const { pausedSince } = enrollment.progress;
  if (pausedSince === null) return [];
  const what: Readonly<Record<PauseScope, { readonly text: string; readonly subject: string }>> = {
    self: { text: 'It has been paused', subject: contact.email },
    sequence: { text: `${plan.sequence.name} has been paused`, subject: plan.sequence.name },
    owner: { text: `Everything of ${owner.name} has been paused`, subject: owner.name },
    workspace: { text: 'Everything has been paused', subject: 'everything' },
  };
  return Promise.all(
    enrollment.pauses.map(async (scope) => {
      const entry = await tables.audit.latest(workspace.id, 'pause', [what[scope].subject]);
      const by = members.find(({ id }) => id === entry?.actorId);
      const subjects = { sequence: enrollment.sequenceId, owner: owner.id, workspace: workspace.id };
      const until =
        scope === 'self'
          ? pausedUntil
          : await tables.pauseEnds.of({ workspaceId: workspace.id, scope, subjectId: subjects[scope] });
      const ends = until === null ? '' : `; it goes on by itself ${at(until)}`;
      return `${what[scope].text} since ${at(entry?.at ?? pausedSince)}${by === undefined ? '' : `, by ${by.name}`}${ends}`;
    }),
  );
}

async function waitsFor(tables: Tables, snapshot: Snapshot, now: DateTime, at: Show): Promise<string[]> {
  const { enrollment, members } = snapshot;
  const { openTask } = enrollment.progress;
  if (openTask === null) return [];
  const task = (await openTasks(tables, enrollment)).find(({ stepId }) => stepId === openTask.stepId);
  const whom = members.find(({ id }) => id === task?.assigneeId)?.name ?? 'anybody';
  const what = stepNamed(stepLabelIn(snapshot.plan.sequence, openTask.stepId), task?.title);
  const snoozed =
    task?.snoozedUntil != null && task.snoozedUntil > now ? `, snoozed until ${at(task.snoozedUntil)}` : '';
  const following = followingStep(snapshot);
  const then = following === null ? '' : `; then comes ${stepNamed(following)}`;
  return [`It has been waiting for ${whom} to do ${what} since ${at(openTask.since)}${snoozed}${then}`];
}

async function heldBy(tables: Tables, { enrollment, plan }: Snapshot, at: Show): Promise<string[]> {
  const { hold, holdReason, progress } = enrollment;
  switch (hold) {
    case null:
      return [];
    case 'blank-field':
      return [
        `${stepNamed(stepLabelIn(plan.sequence, progress.pending?.stepId ?? ''))} is held ${untilFilledIn(holdReason ?? '')}`,
      ];
    case 'failed':
      return [`It was refused (${holdReason}) and waits for somebody to decide`];
    case 'uncertain': {
      const asked = (await tables.executions.uncertainOf([enrollment.id])).find(({ lookUpAt }) => lookUpAt !== null);
      if (asked?.lookUpAt != null) {
        return [`Nobody knows whether it left (${holdReason}); the provider is asked at ${at(asked.lookUpAt)}`];
      }
      return [`Nobody knows whether it left (${holdReason}); somebody has to say before anything more is sent`];
    }
  }
}

/** Its sender has sent as many mails as it may. */
async function inQueue(tables: Tables, { enrollment, workspace }: Snapshot, at: Show): Promise<string[]> {
  const limits = queueWords(enrollment, workspace);
  if (limits === null) return [];
  const { before, opensAt } = await tables.mailboxes.place(enrollment.id);
  const place = placeWords(before);
  const opens = opensAt === null ? '' : `; more leave from ${at(opensAt)}`;
  return [`It ${limits}${opens}, and ${place}`];
}

function placeWords(before: number): string {
  if (before === 0) return 'it is the next';
  if (before === 1) return 'one goes before it';
  return `${before < mostBefore ? String(before) : `${mostBefore} or more`} go before it`;
}

/** Due, and yet in nobody's hands: there is more to do than its provider is handed, or no worker is there. */
async function inLane(tables: Tables, { enrollment }: Snapshot, now: DateTime, at: Show): Promise<string[]> {
  const { dueAt, hold, progress } = enrollment;
  if (hold !== null || dueAt === null || progress.pausedSince !== null) return [];
  if (dueAt > now.minus({ minutes: 1 })) return [];
  return [
    `It has been due since ${at(dueAt)} and waits its turn: ${placeWords(await tables.enrollments.ahead(enrollment.id))}`,
  ];
}

/** A try that did not leave, or one that is under way. */
async function inHand(tables: Tables, { enrollment }: Snapshot, now: DateTime, at: Show): Promise<string[]> {
  const { progress, dueAt, hold } = enrollment;
  if (hold !== null) return [];
  const rows = (await tables.executions.ofEnrollment(enrollment.id)).filter((row) => isPending(progress, row));
  return rows.flatMap((row) => {
    if (row.state === 'deferred' && dueAt !== null) {
      const again = dueAt > now ? `the next try is at ${at(dueAt)}` : 'it is tried again now';
      return [`It did not leave (${row.reason}); ${again}`];
    }
    return row.state === 'claimed' || row.state === 'sending' ? ['It is being sent at this moment'] : [];
  });
}
