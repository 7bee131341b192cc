import { actionIds } from '../../../action-ids.js';
import { input } from '../../blocks.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { storedMenu } from '../stored-menu.js';
import { textOf } from '../text-fields.js';

const blocks = { list: 'fulfillment.list' } as const;

export const fulfillmentContent: OwnContent = {
  label: 'A stored list',
  isStored: false,
  fields: ({ list }, { lists }) => {
    const names = lists.map((name) => ({ name }));
    return [
      input(blocks.list, 'List', storedMenu(actionIds.builder.list, names, textOf(list), 'Choose a list'), {
        hint: 'The contact goes onto it. Lists are imported.',
      }),
    ];
  },
  read: (state, before) => ({ list: state.choice(blocks.list) ?? textOf(before.list) ?? '' }),
};

export const fulfillmentForm: KindForm = {
  fields: (form, choices) => contentFields(form, choices, fulfillmentContent),
  read: (state, base, choices) => readContent('fulfillment', fulfillmentContent, state, base, choices),
};
