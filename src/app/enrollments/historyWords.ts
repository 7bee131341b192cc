import { DateTime } from 'luxon';
import { blankWords } from '../enrolling/blankWords.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import type { PauseScope } from '../ports/stores/enrollments.js';
import type { Happening, HistoryEntry } from '../ports/stores/history.js';
import { shortTime } from '../shown/clocks.js';
import { exitWords } from './exitWords.js';

/** What a happening is told with. */
export interface Telling {
  readonly snapshot: Snapshot;
  /** The zone of whoever reads. */
  readonly zone: string;
  /** A step as texts name it. */
  readonly step: (stepId: string) => string;
  /** A task as texts name it. */
  readonly task: (taskId: string) => string;
}

/** What is told by itself; who enrolled is said where the enrollment is told of. */
type Told = Exclude<Happening['kind'], 'enrolled'>;

type Words<K extends Told> = (what: Extract<Happening, { kind: K }>, telling: Telling, by: string) => string;

/** A happening of an enrollment's history in words, with who it was by; null where it is told elsewhere. */
export function historyWords({ what, byId }: HistoryEntry, telling: Telling): string | null {
  if (what.kind === 'enrolled') return null;
  return wordsOf(what.kind, what, telling, byId === null ? '' : `, by ${nameOf(byId, telling)}`);
}

function wordsOf<K extends Told>(
  kind: K,
  ...[what, telling, by]: [Extract<Happening, { kind: K }>, Telling, string]
): string {
  return words[kind](what, telling, by);
}

const words: { readonly [K in Told]: Words<K> } = {
  paused: ({ scope, until }, telling, by) => {
    const end = until === null ? '' : ` until ${at(until, telling)}`;
    return `Paused${end}${withWhat(scope, telling)}${scope === 'self' && by === '' ? ' by a rule' : by}`;
  },
  resumed: ({ scope, goesOn }, telling, by) => {
    const still = goesOn ? '' : '; another pause still holds it';
    return `Resumed${withWhat(scope, telling)}${by === '' ? ', by itself' : by}${still}`;
  },
  held: ({ hold, reason, stepId }, { step }) => {
    switch (hold) {
      case 'blank-field':
        return `${step(stepId)} is held: ${blankWords(reason)}`;
      case 'failed':
        return `${step(stepId)} was refused: ${reason}`;
      case 'uncertain':
        return `${step(stepId)} may or may not have left: ${reason}`;
    }
  },
  released: ({ stepId }, { step }, by) => `${step(stepId)} is held no longer${by}`,
  queued: ({ sender, stepId }, { step }) =>
    `${step(stepId)} waits its turn: ${sender} had sent as many mails as it may`,
  'handed-over': ({ from, to }, telling, by) =>
    `Handed over from ${nameOf(from, telling)} to ${nameOf(to, telling)}${by === '' ? ', by a rule' : by}`,
  edited: ({ version, stepId, at: to, isOther }, telling, by) => {
    if (stepId === null || to === null) return `Version ${version} left nothing to come${by}`;
    const moved = isOther ? 'is next' : 'was moved';
    return `${telling.step(stepId)} ${moved} by the edit of version ${version}: ${at(to, telling)}${by}`;
  },
  ended: ({ reason, movedTo }, _telling, by) => `Ended: ${exitWords(reason, movedTo)}${by}`,
  reopened: (_what, _telling, by) => `Goes on after all${by}`,
  'task-snoozed': ({ taskId, until }, telling, by) =>
    `${telling.task(taskId)} snoozed until ${at(until, telling)}${by}`,
  'task-shown': ({ taskId }, { task }, by) => `${task(taskId)} shown again before its time${by}`,
  'task-handed-on': ({ taskId, from, to }, telling, by) => {
    const whose = from === null ? '' : ` from ${nameOf(from, telling)}`;
    return `${telling.task(taskId)} handed on${whose} to ${nameOf(to, telling)}${by}`;
  },
};

function withWhat(scope: PauseScope, { snapshot: { plan, owner } }: Telling): string {
  const wholes: Readonly<Record<PauseScope, string>> = {
    self: '',
    sequence: ` with all of ${plan.sequence.name}`,
    owner: ` with everything of ${owner.name}`,
    workspace: ' with everything',
  };
  return wholes[scope];
}

function nameOf(memberId: string, { snapshot: { members } }: Telling): string {
  return members.find(({ id }) => id === memberId)?.name ?? 'somebody who was removed';
}

function at(iso: string, { zone }: Telling): string {
  return shortTime(DateTime.fromISO(iso), zone);
}
