import type { DateTime } from 'luxon';

/** What a digest asks: what happened in `from <= t < to`, and what stands open at `now`. */
export interface DigestQuestion {
  readonly workspaceId: string;
  readonly from: DateTime;
  readonly to: DateTime;
  readonly now: DateTime;
  /** Kinds of steps that can be late: those that reach somebody. */
  readonly kinds: readonly string[];
  /** Fired, or due and not fired, more than this many minutes after the due time is late. */
  readonly lateMinutes: number;
  /** A pausing task that appeared before this has kept somebody waiting. */
  readonly waitingSince: DateTime;
  /** How much of a long list is wanted. */
  readonly most: number;
}

/** The beginning of a list, and how long the whole is. */
export interface Cut<T> {
  readonly total: number;
  readonly first: readonly T[];
}

/** Somebody at some step; names as people read them. `owner` is the rep's name. */
export interface AtStep {
  readonly contact: string;
  readonly sequence: string;
  readonly step: string;
  readonly owner: string;
}

/** A step that failed in the span, or one of which nobody knows yet whether it left. */
export interface Trouble extends AtStep {
  readonly state: 'failed' | 'uncertain';
  readonly reason: string | null;
  /** Whether the enrollment still stands at it. */
  readonly waits: boolean;
}

/** What a contact did; one row a contact and kind, however many sequences it concerned. */
export interface Answer {
  readonly kind: 'reply' | 'meeting-booked' | 'unsubscribe' | 'bounce';
  /** Null when the contact was removed since. */
  readonly contact: string | null;
  /** Null when it concerned no enrollment. */
  readonly sequences: string | null;
  readonly owner: string | null;
  readonly at: DateTime;
}

/** What one person did in the span, and what of theirs is overdue. Null: tasks that nobody has claimed. */
export interface RepTasks {
  readonly rep: string | null;
  readonly done: number;
  readonly skipped: number;
  readonly overdue: number;
}

export interface OpenTask {
  readonly title: string;
  /** The name of its step. */
  readonly step: string;
  readonly contact: string;
  readonly sequence: string;
  readonly rep: string | null;
  /** Overdue ones: when it was due; waiting ones: when it appeared. */
  readonly since: DateTime;
}

/** An enrollment whose step failed before the span and that nobody has looked after since. */
export interface StuckAtFailure extends AtStep {
  readonly reason: string | null;
  readonly since: DateTime | null;
}

/**
 * Steps that were, or still are, late for one reason.
 * - `refused`: the provider did not take them at first (`reason`: what it said last);
 * - `failed`, `uncertain`: they had been given up, and a person had them sent again or said that they had left;
 * - `blank-field`: held until somebody filled in what the text needs;
 * - `sending-limit`: their sender had sent as many mails as it may;
 * - `no-worker`: nothing kept them but that no worker took them.
 */
export interface Late {
  readonly why: 'refused' | 'failed' | 'uncertain' | 'blank-field' | 'sending-limit' | 'no-worker';
  readonly reason: string | null;
  /** Whether they have left by now. */
  readonly left: boolean;
  readonly count: number;
  /** The most by which one of them was late. */
  readonly longestMinutes: number;
}

/** Active enrollments that a pause holds: how many, and how many under each scope (one may be under several). */
export interface PausedCounts {
  readonly total: number;
  readonly self: number;
  readonly sequence: number;
  readonly owner: number;
  readonly workspace: number;
}

/** Everything a digest says, counted by the database. */
export interface DigestFigures {
  readonly fired: readonly { readonly sequence: string; readonly kind: string; readonly count: number }[];
  readonly troubles: Cut<Trouble>;
  /** Mails that wait for merge fields; `reason` names the fields. */
  readonly blank: Cut<AtStep & { readonly reason: string | null }>;
  readonly paused: PausedCounts;
  readonly answers: { readonly [K in Answer['kind']]: Cut<Answer> };
  /** Who has most overdue first. */
  readonly reps: readonly RepTasks[];
  /** The longest overdue first. */
  readonly overdue: Cut<OpenTask>;
  /** Open pausing tasks that appeared before `waitingSince`, the oldest first. */
  readonly waiting: Cut<OpenTask>;
  /** Open tasks whose messages nobody sees: Slack refused them all, or they stand with somebody who left. */
  readonly unseen: Cut<OpenTask>;
  readonly stuck: Cut<StuckAtFailure>;
  readonly late: Cut<Late>;
}
