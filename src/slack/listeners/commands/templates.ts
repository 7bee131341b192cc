import { message } from '../answers.js';
import { templateListPage } from '../templates/template-views.js';
import type { CommandHandler } from './command.js';

/** `templates [words]`. */
export const templates: CommandHandler<'templates'> = async ({ search }, context) =>
  message(await templateListPage(context, search, 0));
