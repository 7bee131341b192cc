import { myToday, teamToday } from '../today.js';
import type { CommandHandler } from './command.js';

/** `today [team]`. */
export const today: CommandHandler<'today'> = ({ of }, context) =>
  of === 'everybody' ? teamToday(context) : myToday(context);
