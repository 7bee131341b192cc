import { context, input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { longText, readLongText, textOf, variablesNote } from '../text-fields.js';

const blocks = { body: 'sms.body', from: 'from' } as const;

export const smsContent: OwnContent = {
  label: 'Write it here',
  isStored: true,
  fields: ({ body }) => [...longText(blocks.body, 'Text', textOf(body), false), ...context(variablesNote)],
  read: (state, before) => ({ body: readLongText(state, blocks.body, before.body) ?? '' }),
};

export const smsForm: KindForm = {
  noun: 'text',
  add: 'Add text',
  fields: (form, choices) => [
    ...contentFields(form, choices, smsContent),
    input(blocks.from, 'From number', textInput(textOf(form.file.from), { placeholder: '+15005550006', max: 20 }), {
      optional: true,
      hint: 'One of the account’s numbers. Empty: its first.',
    }),
  ],
  read: (state, base, choices) => ({
    ...readContent('sms', smsContent, state, base, choices),
    from: state.text(blocks.from) ?? undefined,
  }),
};
