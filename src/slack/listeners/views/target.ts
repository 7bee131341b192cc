import { parseCommand } from '../../command/parse-command.js';
import type { Verb } from '../../command/verbs.js';
import { readTarget, targetBlocks } from '../../views/pause-modals.js';
import type { SubmissionAnswer } from '../answers.js';
import { plainOf } from '../plain.js';
import { runAsCommand } from './as-command.js';
import type { SubmissionContext } from './submission.js';

/** What to pause, resume or remove was asked for, and is read as the command's own words. */
export async function submitTarget(context: SubmissionContext, verb: Verb, title: string): Promise<SubmissionAnswer> {
  const { text: typed, until } = readTarget(context.view.values);
  const text = `${verb} ${typed}`;
  const intent = parseCommand(text, { command: context.deps.settings.command });
  if (intent.kind === 'problem') return { kind: 'errors', errors: { [targetBlocks.target]: plainOf(intent.message) } };
  if (until === null) return runAsCommand(context, title, text);
  if (intent.kind === 'pause' && intent.until !== null) {
    return {
      kind: 'errors',
      errors: { [targetBlocks.until]: 'The day stands above already: leave one of them empty.' },
    };
  }
  return runAsCommand(context, title, `${text} until ${until}`);
}
