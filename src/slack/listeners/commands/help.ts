import { helpOverview, helpTopic } from '../../views/help.js';
import { message } from '../answers.js';
import type { CommandHandler } from './command.js';

/** `help [TOPIC]`. */
export const help: CommandHandler<'help'> = async ({ topic }, { deps }) => {
  const { command } = deps.settings;
  return message(topic === null ? helpOverview({ command }) : helpTopic(topic, { command }));
};
