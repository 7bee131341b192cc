import type { DateTime } from 'luxon';
import type { ShownMember } from '../posting/shown.js';

/** `held`: something needs a person (blank field, failed, uncertain); `waiting`: for a task that pauses the cadence, or a date. */
export type ShownState = 'running' | 'waiting' | 'held' | 'paused' | 'completed' | 'exited';

/** A contact as lists name them. All texts of shown things are plain; the views escape them. */
export interface ShownContactName {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly company: string | null;
}

export interface ShownEnrollment {
  readonly id: string;
  readonly contact: ShownContactName;
  readonly sequenceName: string;
  readonly owner: ShownMember;
  readonly state: ShownState;
  /** One sentence: the next step and its time, what it waits for, why it ended. */
  readonly line: string;
}

/** Something that happened, or did not and why. */
export interface ShownEvent {
  readonly at: DateTime;
  readonly text: string;
}

/** `status ada@...`: where somebody is, in every sequence. */
export interface ShownStatus {
  readonly zone: string;
  readonly now: DateTime;
  readonly contact: ShownContactName;
  /** Why they get nothing any more; null where they may. */
  readonly suppressed: string | null;
  /** Oldest event first. */
  readonly enrollments: readonly (ShownEnrollment & { readonly events: readonly ShownEvent[] })[];
  /** One line about those that cannot be read here; null where there are none. */
  readonly unread: string | null;
}

/** `why ada@...`: what happened, what is next, and the rule that set that time. */
export interface ShownWhy {
  readonly zone: string;
  readonly now: DateTime;
  readonly contact: ShownContactName;
  readonly suppressed: string | null;
  readonly enrollments: readonly ShownWhyEnrollment[];
  /** One line about those that cannot be read here; null where there are none. */
  readonly unread: string | null;
}

export interface ShownWhyEnrollment extends ShownEnrollment {
  readonly events: readonly ShownEvent[];
  /** What keeps it from firing at this moment, each a sentence without its full stop. */
  readonly facts: readonly string[];
  /** The next step; null when none is pending. */
  readonly next: {
    readonly step: string;
    /** When it goes, or would go were it not held or paused. */
    readonly at: DateTime;
    /** The zone its sequence counts in, which the reasons' times are in. */
    readonly rulesZone: string;
    /** The trace in words, in order: the anchor, the rule, every move. */
    readonly because: readonly string[];
  } | null;
}

/** What goes out today, of one person or of everybody. */
export interface ShownToday {
  readonly of: 'me' | 'everybody';
  readonly zone: string;
  readonly now: DateTime;
  /** In order of time. */
  readonly sends: readonly ShownSend[];
  /** How many there are in all; the rest of `sends` was left out. */
  readonly total: number;
  /** One line about those that cannot be read here; null where there are none. */
  readonly unread: string | null;
  /** Where there are none: what comes next, on another day; null where nothing is planned. */
  readonly next: ShownSend | null;
  /** What stops everything of theirs: "Everything has been paused since ...". */
  readonly stopped: string | null;
}

export interface ShownSend {
  readonly enrollmentId: string;
  /** Whose it is. */
  readonly owner: string;
  readonly at: DateTime;
  /** The zone its sequence counts in. */
  readonly rulesZone: string;
  readonly contact: ShownContactName;
  readonly sequenceName: string;
  /** `Mail “Intro” to`, `Task “Call” for`. */
  readonly what: string;
  /**
   * `sent`: it went, or the task is over; `open`: the task is there and not done; `held`: it will not go until somebody acts,
   * `reason` says why; `late`: it did not leave in its time and is tried again.
   */
  readonly state: 'coming' | 'sent' | 'open' | 'held' | 'paused' | 'late';
  readonly reason: string | null;
}
