import type { DateTime } from 'luxon';
import type { ShownPreview } from './sequences.js';

/** The enroll modal: what was filled in so far, what it would do, and what stands in the way. */
export interface ShownEnroll {
  /** By name. */
  readonly sequences: readonly { readonly id: string; readonly name: string }[];
  readonly filled: EnrollForm;
  /** The chosen sequence's steps, and the dates they would get; null while none is chosen. */
  readonly chosen: {
    readonly id: string;
    readonly name: string;
    readonly steps: readonly { readonly id: string; readonly label: string }[];
    readonly preview: ShownPreview;
  } | null;
  /** The clock that the date is read on, beside that of whoever fills it in. IANA. */
  readonly clock: { readonly zone: string; readonly reader: string; readonly now: DateTime };
  /** Set when the form was submitted once and somebody has to look before anything changes. */
  readonly review: EnrollReview | null;
}

/** What the form holds; null: not said. */
export interface EnrollForm {
  /** As typed: addresses separated by spaces, commas or lines. */
  readonly addresses: string;
  readonly sequenceId: string | null;
  /** Slack id. */
  readonly owner: string | null;
  readonly stepId: string | null;
  /** YYYY-MM-DD, and HH:mm. Both null: at once. */
  readonly date: string | null;
  readonly time: string | null;
}

/** What would happen to each address. */
export interface EnrollReview {
  /**
   * Stands for exactly what was reviewed (a digest over the form and the verdicts): a submission that carries it, with
   * the same form, is the confirmation.
   */
  readonly key: string;
  readonly people: readonly EnrollPerson[];
}

export interface EnrollPerson {
  readonly email: string;
  readonly name: string | null;
  /** `blocked`: will not be enrolled (already in it, suppressed, no address); `new`: the contact will be created. */
  readonly verdict: 'ready' | 'new' | 'blocked';
  /**
   * Of somebody who is blocked, what goes on with their address as its subject: `has been in it since Mon 2 Mar.` Of others what
   * to know; null where there is nothing to say.
   */
  readonly reason: string | null;
  /** Merge fields that would stay blank: asked for here. `value` is what was filled in before. */
  readonly blanks: readonly { readonly field: string; readonly label: string; readonly value: string | null }[];
}
