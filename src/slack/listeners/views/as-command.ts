import { parseCommand } from '../../command/parse-command.js';
import { type Answer, result, type SubmissionAnswer } from '../answers.js';
import type { CommandAnswer } from '../commands/command.js';
import { handleCommand } from '../commands/handlers.js';
import { problemAnswer } from '../commands/problem.js';
import type { SubmissionContext } from './submission.js';

/**
 * Reads what a modal asked for as the command it completes, runs it, and shows the answer in the modal's place. `confirmed`:
 * the modal was the question whether it is meant.
 */
export async function runAsCommand(
  context: SubmissionContext,
  title: string,
  text: string,
  confirmed?: 'confirmed',
): Promise<SubmissionAnswer> {
  const { command } = context.deps.settings;
  const intent = parseCommand(text, { command });
  if (intent.kind === 'problem') return result(title, problemAnswer(intent, command));
  const asTyped = { ...context, channel: null, ...(confirmed === undefined ? {} : { isConfirmed: true as const }) };
  return inModal(title, await handleCommand(intent, asTyped));
}

type Worked = Extract<SubmissionAnswer, { kind: 'result' | 'update' }>;

function inModal(title: string, answer: CommandAnswer): SubmissionAnswer {
  switch (answer.kind) {
    case 'nothing':
      return { kind: 'close' };
    case 'message':
      return result(title, answer);
    case 'modal':
      return { kind: 'update', view: answer.view };
    case 'later':
      return { kind: 'later', title, work: async () => inModalNow(title, await answer.work()) };
    case 'filling':
      return { kind: 'later', title: answer.title, work: async () => inModalNow(title, await answer.fill()) };
  }
}

/** The same once it was worked on. */
async function inModalNow(title: string, answer: Answer): Promise<Worked> {
  switch (answer.kind) {
    case 'message':
      return answer.refused === undefined
        ? result(title, answer)
        : { kind: 'result', title, drawn: await answer.refused() };
    case 'modal':
    case 'update':
      return { kind: 'update', view: answer.view };
    case 'filling':
      return inModalNow(title, await answer.fill());
    case 'later':
    case 'home':
    case 'nothing':
      throw new Error(`a ${answer.kind} is no result to show`);
  }
}
