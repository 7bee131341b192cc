import type { KnownBlock, ModalView } from '@slack/types';
import type { FoundLists } from '../../app/fulfillment/showLists.js';
import { shortTime } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import { itemsText, type ShownList, type ShownListLine, scheduleText } from '../../app/shown/parcels.js';
import { deliverToText } from '../../domain/fulfillment/list.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { actions, button, confirmation, type Drawn, modal, section } from './blocks.js';
import { storedThingsMessage, usedText, versionLines } from './stored-things.js';
import { usedIn } from './templates.js';
import { bold, caption, escaped, oneLine } from './text.js';

/** The answer to `parcels`; `search` is what was looked for, `page` counts from 0. */
export function parcelListsMessage(
  { lists, unread }: FoundLists,
  of: { readonly search: string | null; readonly mayEdit: boolean; readonly reader: string; readonly page?: number },
): Drawn {
  const { search, mayEdit, reader, page = 0 } = of;
  return storedThingsMessage(lists, {
    ...{ noun: 'list', list: 'parcels', search, page, unread },
    empty: 'There are no lists for parcels yet. A delivery step puts people on one; it goes to whoever packs.',
    line: (one) => listLine(one, reader),
    create: mayEdit ? [button(actionIds.parcels.create, 'New list', 'new')] : [],
  });
}

function listLine({ id, list, dueAt, waiting, usedIn }: ShownListLine, reader: string): KnownBlock {
  const next = dueAt === null ? 'nothing waits' : `${counted(waiting, 'line')} for ${shortTime(dueAt, reader)}`;
  const text = `${bold(list.name, 160)}  ${escaped(oneLine(itemsText(list)), 200)}\n${caption(usedText(usedIn), next)}`;
  return section(text, button(actionIds.parcels.open, 'Open', id));
}

/** One list: what it holds, when and whom it goes to, what waits on it and what became of it. */
export function parcelListModal(shown: ShownList, notice: string | null = null): ModalView {
  const { id, list, version, mayEdit } = shown;
  return modal({
    callbackId: callbackIds.shown,
    title: 'List for parcels',
    close: 'Close',
    metadata: { listId: id },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      section(`${bold(list.name, 160)}\n${caption(`version ${version}`)}\n${escaped(oneLine(itemsText(list)), 2400)}`),
      section(
        `*Goes to* ${escaped(deliverToText(list.to), 400)}\n${escaped(scheduleText(list))} on the account’s clock, when something is on it`,
      ),
      ...usedIn(shown),
      section(waitingText(shown)),
      ...deliveries(shown),
      ...(mayEdit ? edits(shown) : []),
      ...versionLines(shown, actionIds.parcels.version),
    ],
  });
}

function waitingText({ dueAt, waiting, lines, reader }: ShownList): string {
  if (dueAt === null || waiting === 0) return 'Nothing waits on it.';
  const named = lines.map(({ item, quantity, contact }) => {
    return `• ${escaped(oneLine(contact), 100)}: ${quantity} × ${escaped(oneLine(item), 80)}`;
  });
  const more = waiting > lines.length ? [`and ${waiting - lines.length} more`] : [];
  const head = `*${counted(waiting, 'line')}* for the delivery of ${shortTime(dueAt, reader)}`;
  return [head, ...named, ...more].join('\n');
}

const states: Readonly<Record<ShownList['deliveries'][number]['state'], string>> = {
  waiting: 'not taken yet, tried again',
  sending: 'on its way',
  uncertain: 'it is not known whether it arrived; tried again under the same id',
  delivered: 'delivered',
  refused: 'refused, not tried again',
};

function deliveries({ deliveries: all, reader }: ShownList): KnownBlock[] {
  if (all.length === 0) return [];
  const told = all.map(({ closedAt, lines, to, state, reason }) => {
    const why = reason === null || state === 'delivered' ? '' : ` (${escaped(oneLine(reason), 80)})`;
    const whom = escaped(deliverToText(to), 60);
    return `• ${shortTime(closedAt, reader)}: ${counted(lines, 'line')} to ${whom}, ${states[state]}${why}`;
  });
  return [section(['*Deliveries*', ...told].join('\n'))];
}

function edits({ id, list, usedIn: users, waiting }: ShownList): KnownBlock[] {
  const sure = confirmation(
    'Delete it?',
    `${list.name}, its versions and the record of its deliveries are gone then.`,
    'Delete',
    'danger',
  );
  const remove = button(actionIds.parcels.remove, 'Delete', id, { style: 'danger', confirm: sure });
  const mayGo = users.length === 0 && waiting === 0;
  return actions(null, [button(actionIds.parcels.edit, 'Edit', id, { style: 'primary' }), ...(mayGo ? [remove] : [])]);
}
