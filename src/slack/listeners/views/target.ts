import { parseCommand } from '../../command/parse-command.js';
import type { Verb } from '../../command/verbs.js';
import { readTargetText, targetBlocks } from '../../views/pause-modals.js';
import type { SubmissionAnswer } from '../answers.js';
import { plainOf } from '../plain.js';
import { runAsCommand } from './as-command.js';
import type { SubmissionContext } from './submission.js';

/** What to pause, resume or remove was asked for, and is read as the command's own words. */
export async function submitTarget(context: SubmissionContext, verb: Verb, title: string): Promise<SubmissionAnswer> {
  const text = `${verb} ${readTargetText(context.view.values)}`;
  const intent = parseCommand(text, { command: context.deps.settings.command });
  if (intent.kind !== 'problem') return runAsCommand(context, title, text);
  return { kind: 'errors', errors: { [targetBlocks.target]: plainOf(intent.message) } };
}
