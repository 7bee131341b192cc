import type { SubmissionHandler } from './submission.js';

/** The contact form. */
export const submitContact: SubmissionHandler = async () => {
  throw new Error('submitContact: not written yet');
};
