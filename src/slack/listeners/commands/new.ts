import { openBuilder } from '../building/open-builder.js';
import type { CommandHandler } from './command.js';

/** `new [NAME]`. */
export const newSequence: CommandHandler<'new'> = ({ name }, context) => openBuilder(context, name);
