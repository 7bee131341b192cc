import type { DateTime } from 'luxon';
import type { StepFileJson } from '../../../domain/sequence/file.js';

/** What somebody is building; `definition` is a sequence file as plain JSON and may be incomplete. */
export interface SequenceDraft {
  readonly id: string;
  readonly workspaceId: string;
  readonly memberId: string;
  /** The live sequence that is edited, and the version that the editing set out from; null: a new sequence. */
  readonly edits: { readonly sequenceId: string; readonly baseVersionId: string } | null;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

/** A draft with when it was changed last. */
export interface DatedDraft extends SequenceDraft {
  readonly updatedAt: DateTime;
}

/** A step's form, as typed so far: set aside while a part of it (a condition, an action, a variant) is worked on. */
export interface DraftForm {
  readonly id: string;
  readonly draftId: string;
  readonly file: StepFileJson;
}

export interface Drafts {
  byId(id: string): Promise<SequenceDraft | null>;
  /** The one of a new sequence that this member changed last. */
  latestOf(memberId: string): Promise<SequenceDraft | null>;
  /** Those that edit this sequence, the one that was changed last first. */
  ofSequence(sequenceId: string): Promise<DatedDraft[]>;
  create(draft: SequenceDraft, at: DateTime): Promise<void>;
  /** Writes only over the revision that was read; answers whether it did. The stored revision is one higher afterwards. */
  save(draft: SequenceDraft, at: DateTime): Promise<boolean>;
  /** With its forms. */
  delete(id: string): Promise<void>;
  form(id: string): Promise<DraftForm | null>;
  /** Inserts, or replaces the one of the same id. */
  saveForm(form: DraftForm, at: DateTime): Promise<void>;
}
