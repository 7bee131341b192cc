import type { CommandProblem } from '../../command/intent.js';
import { answerMessage } from '../../views/answer.js';
import { helpOverview, helpTopic } from '../../views/help.js';
import { type MessageAnswer, message } from '../answers.js';

/** A command that was not understood: what is wrong, and how it is written. */
export function problemAnswer({ message: text, topic }: CommandProblem, command: string): MessageAnswer {
  const wrong = answerMessage({ tone: 'refused', text });
  const help = topic === null ? helpOverview({ command }) : helpTopic(topic, { command });
  return message({ text: wrong.text, blocks: [...wrong.blocks, ...help.blocks] });
}
