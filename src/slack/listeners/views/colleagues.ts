import { runAsCommand } from './as-command.js';
import type { SubmissionHandler } from './submission.js';

/** Yes: the command stops what a colleague has begun. */
export const submitColleagues: SubmissionHandler = async (context) => {
  const { text } = context.view.metadata;
  if (typeof text !== 'string') throw new Error('a question that does not say what to do');
  return runAsCommand(context, 'Drumbeat', text, 'confirmed');
};
