import type { Role } from '../../domain/access.js';
import type { UnknownSequence } from '../sequences/findSequence.js';

export type { UnknownSequence };

/** What pause, resume and remove are about. `owner` with the actor's own id is `me`. */
export type PauseTarget =
  /** One contact; `sequence` (a name or slug) null: in every sequence. */
  | { readonly kind: 'contact'; readonly email: string; readonly sequence: string | null }
  | { readonly kind: 'enrollment'; readonly enrollmentId: string }
  /** By name or slug. */
  | { readonly kind: 'sequence'; readonly name: string }
  | { readonly kind: 'sequence'; readonly sequenceId: string }
  /** Everything that this member owns. */
  | { readonly kind: 'owner'; readonly memberId: string }
  | { readonly kind: 'everything' };

export interface NotAllowed {
  readonly ok: false;
  readonly reason: 'not-allowed';
  readonly needs: Role;
}

/** `nearest`: names that may have been meant, the likeliest first. */
export interface UnknownContact {
  readonly ok: false;
  readonly reason: 'unknown-contact';
  readonly email: string;
  readonly nearest: readonly string[];
}

/** The contact is in no sequence, or not in the one that was named; `sequences` names those where it is. */
export interface NotEnrolled {
  readonly ok: false;
  readonly reason: 'not-enrolled';
  readonly email: string;
  readonly sequence: string | null;
  readonly sequences: readonly string[];
}

/** What an id in a button named is gone. */
export interface Gone {
  readonly ok: false;
  readonly reason: 'gone';
}

export type TargetProblem = NotAllowed | UnknownContact | UnknownSequence | NotEnrolled | Gone;

/** A target in words: `Ada Byron`, `Ada Byron in SaaS outbound`, `SaaS outbound`, `Ana Ruiz`, `everything`. */
export type TargetLabel = string;
