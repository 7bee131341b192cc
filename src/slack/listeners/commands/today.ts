import { listToday } from '../../../app/overview/listToday.js';
import { todayMessage } from '../../views/today.js';
import { message } from '../answers.js';
import type { CommandHandler } from './command.js';

/** `today`: one's own. */
export const today: CommandHandler<'today'> = async (_intent, { deps, actor }) =>
  message(todayMessage(await listToday(deps, { actor, of: 'me' })));
