import { myTasks } from '../actions/task-list.js';
import { message } from '../answers.js';
import type { CommandHandler } from './command.js';

/** `tasks`. */
export const tasks: CommandHandler<'tasks'> = async (_intent, context) => message(await myTasks(context));
