import type { KnownBlock } from '@slack/types';
import { lengthWords } from '../../../../app/shown/textLength.js';
import { actionIds } from '../../../action-ids.js';
import { context, input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import { escaped } from '../../text.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { longText, readLongText, textOf, variablesNote } from '../text-fields.js';

const blocks = { body: 'sms.body', from: 'from' } as const;

export const smsContent: OwnContent = {
  label: 'Write it here',
  isStored: true,
  fields: ({ body }, { length }) => [
    ...longText(blocks.body, 'Text', textOf(body), false).map(toldWhileTyping),
    ...context(length === null ? null : `For somebody made up: ${escaped(lengthWords(length), 500)}`, variablesNote),
  ],
  read: (state, before) => ({ body: readLongText(state, blocks.body, before.body) ?? '' }),
};

/** The app hears of every pause in the typing, and says how long the text is by then. */
function toldWhileTyping(block: KnownBlock): KnownBlock {
  if (block.type !== 'input' || block.element.type !== 'plain_text_input') return block;
  const config = { trigger_actions_on: ['on_character_entered' as const] };
  const element = { ...block.element, action_id: actionIds.builder.text, dispatch_action_config: config };
  return { ...block, dispatch_action: true, element };
}

export const smsForm: KindForm = {
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
