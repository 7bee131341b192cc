import type { SubmissionHandler } from './submission.js';
import { submitTarget } from './target.js';

/** What to pause. */
export const submitPause: SubmissionHandler = (context) => submitTarget(context, 'pause', 'Pause');
