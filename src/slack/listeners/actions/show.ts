import { listDigests } from '../../../app/digests/listDigests.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { actionIds, type Leaves } from '../../action-ids.js';
import type { Drawn } from '../../views/blocks.js';
import { digestListMessage } from '../../views/digest-settings.js';
import { helpOverview } from '../../views/help.js';
import { type Answer, message, refused } from '../answers.js';
import { shownDigest } from '../digests.js';
import { parcelListsPage } from '../parcels/parcel-views.js';
import { templateListPage } from '../templates/template-views.js';
import { myToday, teamToday } from '../today.js';
import type { ActionContext, ActionHandler } from './action.js';
import { sequenceListPage, sequencePage } from './sequence-pages.js';
import { myTasks } from './task-list.js';

const { show } = actionIds;

/** Buttons that show something; what is shown in pages takes the place of the page before. */
export const showActions: Readonly<Record<Leaves<typeof show>, ActionHandler>> = {
  [show.tasks]: async (context) => message(await myTasks(context)),
  [show.today]: (context) => myToday(context),
  [show.teamToday]: (context) => teamToday(context),
  [show.help]: async ({ deps }) => message(helpOverview({ command: deps.settings.command })),
  [show.page]: (context) => turn(context),
  [show.pageBack]: (context) => turn(context),
};

/** Lists that come in pages, by the name that their buttons carry (slack/views/paging). */
const pages: Readonly<Record<string, (context: ActionContext, page: number, id: string) => Promise<Drawn | null>>> = {
  tasks: (context, page) => myTasks(context, page),
  digests: async ({ deps, actor, workspace }, page) => {
    const digests = await listDigests(deps, { workspaceId: workspace.id });
    return digestListMessage(digests.map(shownDigest), readerZone(actor, workspace), page);
  },
  sequences: (context, page) => sequenceListPage(context, page),
  sequence: (context, page, id) => sequencePage(context, id, page),
  parcels: (context, page, search) => parcelListsPage(context, search === '' ? null : search, page),
  templates: (context, page, search) => templateListPage(context, search === '' ? null : search, page),
};

/** `tasks:1`, `sequence/ID:0`. */
async function turn(context: ActionContext): Promise<Answer> {
  const [, list = '', id = '', page = '0'] = /^([a-z]+)(?:\/([^:]*))?:(\d{1,6})$/.exec(context.value) ?? [];
  const drawn = Object.hasOwn(pages, list) ? await pages[list]?.(context, Number(page), id) : null;
  return drawn ? message(drawn, { replaces: true }) : refused('That list is gone.');
}
