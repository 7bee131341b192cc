import { message } from '../answers.js';
import { parcelListsPage } from '../parcels/parcel-views.js';
import type { CommandHandler } from './command.js';

/** `parcels [words]`. */
export const parcels: CommandHandler<'parcels'> = async ({ search }, context) =>
  message(await parcelListsPage(context, search, 0));
