import type { ModalView } from '@slack/types';
import type { SeenEffects } from '../../app/sequences/changeEffects.js';
import type { ShownEffects } from '../../app/shown/review.js';
import { deliverToText, type FulfillmentList } from '../../domain/fulfillment/list.js';
import { sequenceLimits } from '../../domain/limits.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { input, modal, section } from './blocks.js';
import { dayOptions } from './builder/weekday-options.js';
import { effectsOverForm } from './effects.js';
import { checkboxes, textInput, timeInput } from './inputs.js';
import { readState } from './state.js';
import { escaped, oneLine } from './text.js';

/** What the form of a list remembers; `over` null: a new one. */
export interface ParcelFormPlace {
  readonly name: string | null;
  readonly over: { readonly listId: string; readonly version: number } | null;
  /** What saving it does to people, as the form shows it. */
  readonly seen?: SeenEffects | null | undefined;
}

/** A new list, or one as it stands; block ids are the paths of its file, so that what is wrong stands at its field. */
export function parcelFormModal(
  place: ParcelFormPlace,
  typed: Partial<FulfillmentList> | null,
  { notice = null, effects = null }: { readonly notice?: string | null; readonly effects?: ShownEffects | null } = {},
): ModalView {
  const { items = [], to, days = ['mon', 'tue', 'wed', 'thu', 'fri'], at = '17:00' } = typed ?? {};
  const lines = items.map(({ item, quantity }) => `${quantity} x ${item}`).join('\n');
  const name = input('list', 'Name', textInput(null, { max: sequenceLimits.nameLength, placeholder: 'welcome-kit' }), {
    hint: 'What steps call it by: lower-case letters, digits and hyphens.',
  });
  return modal({
    callbackId: callbackIds.parcelList,
    title: place.over === null ? 'New list' : 'Edit list',
    submit: 'Save',
    metadata: { ...place },
    blocks: [
      ...(notice === null ? [] : [section(`:information_source: ${escaped(oneLine(notice), 600)}`)]),
      ...effectsOverForm(effects),
      place.name === null ? name : section(`*${escaped(place.name, 160)}*`),
      input(
        'items',
        'Items',
        textInput(lines === '' ? null : lines, { multiline: true, placeholder: '2 x Mug\nCard' }),
        {
          hint: 'One a line, as “2 x Mug”. Who is on the list already gets what they were promised.',
        },
      ),
      input('deliver.to', 'Goes to', textInput(to === undefined ? null : deliverToText(to)), {
        hint: 'A mail address, which gets a CSV, or the https address of a webhook.',
      }),
      input('deliver.days', 'On', checkboxes(actionIds.field, dayOptions, days)),
      input('deliver.at', 'At', timeInput(at), { hint: 'On the account’s clock.' }),
    ],
  });
}

/** The list as its file has it. */
export function readParcelForm({ name }: ParcelFormPlace, values: unknown): Readonly<Record<string, unknown>> {
  const state = readState(values);
  const items = (state.rawText('items') ?? '').split('\n').filter((line) => line.trim() !== '');
  return {
    list: name ?? state.text('list') ?? '',
    items: items.map(itemOf),
    deliver: {
      to: state.text('deliver.to') ?? '',
      days: state.choices('deliver.days'),
      at: state.choice('deliver.at') ?? '',
    },
  };
}

/** `2 x Mug`, `2 × Mug`, `Mug`. */
function itemOf(line: string): { readonly item: string; readonly quantity?: number } {
  const [, quantity, item] = /^\s*(\d{1,9})\s*[x×*]\s+(.+?)\s*$/iu.exec(line) ?? [];
  return quantity === undefined || item === undefined ? { item: line.trim() } : { item, quantity: Number(quantity) };
}
