import type { DateTime } from 'luxon';
import type { EditNumbers } from '../../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../../domain/enrollment/publish.js';
import type { StoredTemplate } from '../../../domain/template/stored-template.js';

/** `replaced`: asked anew since, or what it is about is another by now. */
export const requestStates = ['open', 'approved', 'refused', 'replaced'] as const;
export type RequestState = (typeof requestStates)[number];

/** What managers are asked about: a draft of a live sequence, or a stored text written anew. */
export type RequestSubject =
  | { readonly of: 'edit'; readonly sequenceId: string; readonly draftId: string }
  | { readonly of: 'text'; readonly templateId: string; readonly text: StoredTemplate };

/** That a manager shall allow something that concerns many, and what became of it. */
export interface PublishRequest {
  readonly id: string;
  readonly workspaceId: string;
  readonly subject: RequestSubject;
  /** The draft's revision that is asked about, or the text's version that is to be written over. */
  readonly revision: number;
  readonly finished: FinishedChoice;
  /** What it would do to whom, counted when it was asked, or shown again since. */
  readonly numbers: EditNumbers;
  readonly state: RequestState;
  readonly askedById: string;
  readonly askedAt: DateTime;
  /** Null while it is open, and where nobody decided. */
  readonly decidedById: string | null;
  readonly decidedAt: DateTime | null;
  /** The number of the version that it became; null where nothing was published by it. */
  readonly version: number | null;
}

export interface PublishRequests {
  byId(id: string): Promise<PublishRequest | null>;
  /** Holds the row until the transaction ends, so that of two managers one decides. */
  lock(id: string): Promise<PublishRequest | null>;
  /** Edits of a sequence that were allowed. */
  approvedOf(sequenceId: string): Promise<PublishRequest[]>;
  /** Of a draft, or of a stored text, by its id. */
  openOf(subjectId: string): Promise<PublishRequest | null>;
  create(request: PublishRequest): Promise<void>;
  save(request: PublishRequest): Promise<void>;
}
