import { sequenceLimits } from '../../../../domain/sequence/limits.js';
import { input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { textOf } from '../text-fields.js';

const blocks = { list: 'fulfillment.list' } as const;

export const fulfillmentContent: OwnContent = {
  isStored: false,
  fields: ({ list }) => [
    input(blocks.list, 'List', textInput(textOf(list), { max: sequenceLimits.nameLength }), {
      hint: 'The name of the stored list that the contact goes onto.',
    }),
  ],
  read: (state) => ({ list: state.text(blocks.list) ?? '' }),
};

export const fulfillmentForm: KindForm = {
  noun: 'delivery',
  add: 'Add delivery',
  fields: (form, choices) => contentFields(form, choices, fulfillmentContent),
  read: (state, base, choices) => readContent('fulfillment', fulfillmentContent, state, base, choices),
};
