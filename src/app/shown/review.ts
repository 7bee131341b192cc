import type { DateTime } from 'luxon';
import type { EditNumbers } from '../../domain/enrollment/edit-numbers.js';

/** What publishing a draft of a live sequence would do. Texts are plain. */
export interface ShownReview {
  readonly draftId: string;
  readonly revision: number;
  readonly name: string;
  /** That it would be. */
  readonly version: number;
  readonly numbers: EditNumbers;
  /** What it does to the people in it, a line each. */
  readonly lines: readonly string[];
  /** What comes new to those at the end; null where there are none. */
  readonly finished: { readonly people: number; readonly get: string } | null;
  /** What is changed, a line each; one that begins with a blank belongs to the one before. Likewise in the others below. */
  readonly changes: readonly string[];
  readonly allowing: ShownAllowing;
  /** What somebody has to know before they go on; null: nothing. */
  readonly notice: string | null;
}

/** Whether somebody else has to allow it. */
export type ShownAllowing =
  | { readonly needed: 'no' }
  /** More than the limit, and nobody else to ask. */
  | { readonly needed: 'nobody'; readonly people: number; readonly limit: number }
  /** `always`, or only where those at the end go on. */
  | {
      readonly needed: 'always' | 'if-continued';
      /** How many it concerns. */
      readonly people: number;
      readonly limit: number;
      readonly who: readonly string[];
      readonly asked: boolean;
    };

/** One thing that a change changes: what that does to people, a line each, and what is changed, as in {@link ShownReview}. */
export interface ShownEffect {
  readonly title: string;
  readonly lines: readonly string[];
  readonly changes: readonly string[];
}

/** What a change would do that is no edit of a draft: an import, or a stored text in another's place. */
export interface ShownEffects {
  readonly effects: readonly ShownEffect[];
  readonly allowing: ShownAllowing;
  /** Something else would happen than what was looked at. */
  readonly isAgain: boolean;
  /** At the end, and could be left there. */
  readonly finished: number;
}

/** Somebody published while this draft was worked on. */
export interface ShownSuperseded {
  readonly draftId: string;
  readonly revision: number;
  readonly sequenceId: string;
  readonly versionId: string;
  readonly name: string;
  readonly by: string;
  readonly base: number;
  readonly current: number;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
}

/** A version that was published. */
export interface ShownVersion {
  readonly id: string;
  readonly number: number;
  readonly at: DateTime;
  readonly by: string;
  /** Who allowed it, where it took somebody's yes. */
  readonly allowedBy: string | null;
  readonly isCurrent: boolean;
  /** What it changed of the one before, a line each. */
  readonly changes: readonly string[];
}
