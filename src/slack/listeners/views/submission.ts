import type { Acting } from '../acting.js';
import type { SubmissionAnswer } from '../answers.js';
import type { OpenView } from '../open-view.js';

/** A modal that was submitted. */
export interface SubmissionContext extends Acting {
  readonly view: OpenView;
}

/** Validates and commits, then says what becomes of the modal. */
export type SubmissionHandler = (context: SubmissionContext) => Promise<SubmissionAnswer>;
