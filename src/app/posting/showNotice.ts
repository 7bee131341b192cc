import type { DateTime } from 'luxon';
import { displayName } from '../../domain/contact/contact.js';
import { stateOf } from '../../domain/enrollment/progress.js';
import { isCarried } from '../../domain/steps/lane.js';
import { blankWords, fillIn } from '../enrolling/blankWords.js';
import { didWords } from '../enrollments/exitWords.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/enrollments.js';
import { showPromoted } from '../reports/promotedNotice.js';
import { shortTime, timeOnBoth } from '../shown/clocks.js';
import { readerZone } from '../shown/readerZone.js';
import { stepNamed } from '../shown/stepNames.js';
import { manyThings, oneThing, thingWords } from '../shown/thingWords.js';
import { describeNext } from './describeNext.js';
import { showByColleague } from './showByColleague.js';
import type { ShownNotice } from './shown.js';
import { showOverdue } from './showOverdue.js';
import { showPublishRequest } from './showPublishRequest.js';
import { showUnreachable } from './showUnreachable.js';

/** Sendings that one message asks about by name. */
const listed = 10;

/** A notice in words; what has been settled meanwhile says so and has no buttons. Null when its subject is gone. */
export async function showNotice(
  tables: Tables,
  postId: string,
  notice: Notice,
  now: DateTime,
): Promise<ShownNotice | null> {
  switch (notice.kind) {
    case 'report':
      return { title: 'Report', text: notice.text, buttons: [] };
    case 'answer': {
      const { title, text, fileId } = notice;
      const help = { action: 'help', label: 'Help', value: 'answer' } as const;
      const offered = { action: 'import-file', label: 'Import', value: fileId ?? '', style: 'primary' } as const;
      return { title, text, buttons: [fileId === undefined ? help : offered] };
    }
    case 'digest-undeliverable':
      return {
        title: `The digest did not reach #${notice.channelName}`,
        text: `${notice.reason} Invite me there with /invite, or move the digest to another channel.`,
        buttons: [],
      };
    case 'overdue':
      return showOverdue(tables, notice, now);
    case 'unreachable':
      return showUnreachable(tables, notice);
    case 'by-colleague':
      return showByColleague(tables, postId, notice);
    case 'promoted':
      return showPromoted(tables, notice);
    case 'publish-request':
      return showPublishRequest(tables, postId, notice, now);
    case 'uncertain':
      return showUncertain(tables, postId, notice);
    case 'blank-field':
    case 'failed':
    case 'ended': {
      const enrollment = await tables.enrollments.byId(notice.enrollmentId);
      if (enrollment === null) return null;
      const [snapshot] = await loadSnapshots(tables, [enrollment]);
      return snapshot === undefined ? null : showAboutEnrollment(tables, notice, snapshot, now);
    }
  }
}

async function showAboutEnrollment(
  tables: Tables,
  notice: Extract<Notice, { kind: 'blank-field' | 'failed' | 'ended' }>,
  snapshot: Snapshot,
  now: DateTime,
): Promise<ShownNotice | null> {
  const { contact, plan, enrollment, owner, workspace } = snapshot;
  const who = displayName(contact);
  const sequence = plan.sequence.name;
  const next = describeNext(snapshot, readerZone(owner, workspace));
  switch (notice.kind) {
    case 'ended': {
      if (enrollment.progress.exited === null) {
        const text = `It was said by mistake: ${contact.email} goes on in ${sequence}. ${next}.`;
        return { title: `${who} goes on`, text, buttons: [] };
      }
      const said = notice.said === undefined ? '' : `“${notice.said}”\n\n`;
      return {
        title: `${who} ${didWords[notice.reason]}`,
        text: `${said}${contact.email} is out of ${sequence}. Nothing more goes out.`,
        buttons: [{ action: 'open-contact', label: 'Open the contact', value: contact.id }],
      };
    }
    case 'blank-field': {
      if (enrollment.hold !== 'blank-field' || enrollment.progress.pending?.stepId !== notice.stepId) {
        return {
          title: `${who}: ${stepNamed(notice.stepName)} is no longer held`,
          text: await noLongerHeld(tables, notice.stepId, snapshot, now),
          buttons: [],
        };
      }
      const fields = enrollment.holdReason ?? notice.fields;
      return {
        title: `${who}: ${stepNamed(notice.stepName)} is held`,
        text: `${blankWords(fields)} for ${contact.email} in ${sequence}. ${fillIn(fields)}, and the ${thingAt(notice.stepId, snapshot)} goes out.`,
        buttons: [
          { action: 'open-contact', label: fillIn(fields), value: `held:${enrollment.id}`, style: 'primary' },
          { action: 'retry-held', label: 'Try again', value: enrollment.id },
        ],
      };
    }
    case 'failed': {
      const execution = await tables.executions.byId(notice.executionId);
      if (execution === null) return null;
      const title = `${who}: ${stepNamed(execution.stepName, execution.summary?.subject)} was refused`;
      if (execution.state !== 'failed' || enrollment.hold !== 'failed') {
        return { title, text: `Settled. ${next}.`, buttons: [] };
      }
      const button = (choice: string, label: string) =>
        ({ action: 'resolve-failed', label, value: `${choice} ${execution.id}` }) as const;
      return {
        title,
        text: `${sentence(notice.reason)}. ${contact.email} waits in ${sequence} until you decide.`,
        buttons: [
          { ...button('retry', 'Try again'), style: 'primary' },
          { action: 'open-contact', label: 'Open the contact', value: contact.id },
          button('skip', 'Go on without it'),
          { ...button('stop', 'Stop the cadence'), style: 'danger' },
        ],
      };
    }
  }
}

function sentence(clause: string): string {
  return `${clause[0]?.toUpperCase() ?? ''}${clause.slice(1)}`;
}

/** What a held step sends, in a word. */
function thingAt(stepId: string, { plan }: Snapshot): string {
  const kind = plan.sequence.steps.find(({ id }) => id === stepId)?.kind;
  return isCarried(kind) ? thingWords[kind].one : 'step';
}

/** What became of a mail that was held: when it went out; or what comes next, but never a time that went by. */
async function noLongerHeld(tables: Tables, stepId: string, snapshot: Snapshot, now: DateTime): Promise<string> {
  const { enrollment, plan, owner, workspace } = snapshot;
  const zone = readerZone(owner, workspace);
  const executions = await tables.executions.ofEnrollment(enrollment.id);
  const leftAt = executions.findLast((one) => one.stepId === stepId && one.state === 'fired')?.settledAt;
  if (leftAt) return `It went out ${timeOnBoth(leftAt, zone, plan.zone)}.`;
  const { pending } = enrollment.progress;
  const isRunning = enrollment.hold === null && stateOf(enrollment.progress).state === 'running';
  if (isRunning && pending?.stepId === stepId && pending.dueAt <= now) {
    return 'It waited past its time, and goes out now, or at its next usual time where that is long ago.';
  }
  return `${describeNext(snapshot, zone)}.`;
}

async function showUncertain(
  tables: Tables,
  postId: string,
  notice: Extract<Notice, { kind: 'uncertain' }>,
): Promise<ShownNotice | null> {
  const executions = await tables.executions.byIds(notice.executionIds);
  if (executions.length === 0) return null;
  const lines = await Promise.all(executions.slice(0, listed).map((execution) => uncertainLine(tables, execution)));
  const more = executions.length > listed ? [`and ${executions.length - listed} more`] : [];
  const open = executions.some(({ state }) => state === 'uncertain');
  const many = executions.length > 1;
  const kinds = executions.flatMap(({ kind }) => (isCarried(kind) ? kind : []));
  // More may join the question later: an answer is about those that were seen.
  const asked = notice.executionIds.length;
  return {
    title: many ? `Were these ${executions.length} ${manyThings(kinds)} sent?` : `Was this ${oneThing(kinds)} sent?`,
    text: [
      `I cannot know: ${notice.reason}. I will not send ${many ? 'them' : 'it'} again by myself.`,
      ...lines,
      ...more,
      ...(open ? [] : ['Settled.']),
    ].join('\n'),
    buttons: open
      ? [
          {
            action: 'resolve-uncertain',
            label: many ? 'They were sent' : 'It was sent',
            value: `sent ${postId} ${asked}`,
          },
          {
            action: 'resolve-uncertain',
            label: many ? 'They were not' : 'It was not',
            value: `not-sent ${postId} ${asked}`,
          },
        ]
      : [],
  };
}

async function uncertainLine(tables: Tables, execution: Execution): Promise<string> {
  const { summary, stepName, settledAt, dueAt } = execution;
  const workspace = await tables.workspaces.byId(execution.workspaceId);
  const at = shortTime(settledAt ?? dueAt, workspace?.zone ?? 'utc');
  const to = summary === null ? '' : `${summary.to}: `;
  return `• ${to}${stepNamed(stepName, summary?.subject)}, tried ${at}`;
}
