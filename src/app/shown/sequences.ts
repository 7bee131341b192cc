import type { DateTime } from 'luxon';
import type { Remark } from '../../domain/coach/remark.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { SequenceCounts } from '../ports/stores/sequences.js';

/** A sequence in the list of them. */
export interface ShownSequenceLine {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly isPaused: boolean;
  /** `3 steps`, or why they cannot be shown here. */
  readonly steps: string;
  readonly counts: SequenceCounts;
}

/** A sequence with its steps. */
export interface ShownSequence {
  readonly id: string;
  readonly slug: string;
  readonly isPaused: boolean;
  readonly version: number;
  readonly definition: Sequence;
  readonly counts: SequenceCounts;
  readonly preview: ShownPreview;
  /** What the coach says; it stops nothing. */
  readonly remarks: readonly Remark[];
  /** Whether whoever looks may pause and edit it. */
  readonly mayEdit: boolean;
}

/** The dates that an enrollment would get: one entry a step, in the sequence's order. */
/** It waits for an open-ended task; stands on a date that each contact has for themselves; or on one that is past. */
export type Undated = 'task' | 'own-date' | 'past';

export interface ShownPreview {
  /** When it begins. */
  readonly enrolledAt: DateTime;
  /** The zone the sequence counts in. */
  readonly zone: string;
  /** The zone of whoever looks. */
  readonly reader: string;
  /** Null for a step that would not be reached on a known date. */
  readonly dates: readonly (DateTime | null)[];
  /** For each step why that is, where it is so. */
  readonly undated: readonly Undated[];
}
