import { sequenceListPage } from '../actions/sequence-pages.js';
import { message } from '../answers.js';
import type { CommandHandler } from './command.js';

/** `list`. */
export const list: CommandHandler<'list'> = async (_intent, context) => message(await sequenceListPage(context, 0));
