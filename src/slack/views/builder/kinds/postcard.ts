import { sequenceLimits } from '../../../../domain/sequence/limits.js';
import { input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { textOf } from '../text-fields.js';

const blocks = { template: 'postcard.template' } as const;

export const postcardContent: OwnContent = {
  isStored: false,
  fields: ({ template }) => [
    input(blocks.template, 'Front and back', textInput(textOf(template), { max: sequenceLimits.nameLength }), {
      hint: 'The name of a stored card.',
    }),
  ],
  read: (state) => ({ template: state.text(blocks.template) ?? '' }),
};

export const postcardForm: KindForm = {
  noun: 'postcard',
  add: 'Add postcard',
  fields: (form, choices) => contentFields(form, choices, postcardContent),
  read: (state, base, choices) => readContent('postcard', postcardContent, state, base, choices),
};
