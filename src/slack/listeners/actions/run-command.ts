import { readChoice } from '../../action-ids.js';
import { parseCommand } from '../../command/parse-command.js';
import { type Answer, info } from '../answers.js';
import { enrollForm } from '../commands/enroll.js';
import { handleCommand } from '../commands/handlers.js';
import { problemAnswer } from '../commands/problem.js';
import { readRunButton } from '../run-button.js';
import type { ActionContext } from './action.js';

/** A button that runs a command: its answer takes the place of the message that offered it. */
export async function runCommandButton(context: ActionContext): Promise<Answer> {
  const asked = readRunButton(readChoice(context.value));
  const { command } = context.deps.settings;
  if (asked === null) return info('This button is from an older Drumbeat and does nothing any more.');
  const intent = parseCommand(asked.text, { command });
  if (intent.kind === 'problem') return problemAnswer(intent, command);
  if (asked.asks && intent.kind === 'enroll') return enrollForm(intent, context);
  return inPlace(await handleCommand(intent, context));
}

function inPlace(answer: Answer): Answer {
  if (answer.kind === 'message') return { ...answer, replaces: true };
  return answer.kind === 'later' ? { kind: 'later', work: async () => inPlace(await answer.work()) } : answer;
}
