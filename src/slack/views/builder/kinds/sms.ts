import type { KnownBlock } from '@slack/types';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { select, textInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { lengthNote, toldWhileTyping } from '../../text-length.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { longText, readLongText, textOf, variablesNote } from '../text-fields.js';

const blocks = { body: 'sms.body', from: 'from' } as const;

export const smsContent: OwnContent = {
  label: 'Write it here',
  isStored: true,
  told: ({ length }) => lengthNote(length),
  fields: ({ body }, { length }) => [
    ...longText(blocks.body, 'Text', textOf(body), false).map((block) =>
      toldWhileTyping(block, actionIds.builder.text),
    ),
    ...lengthNote(length),
    ...context(variablesNote),
  ],
  read: (state, before) => ({ body: readLongText(state, blocks.body, before.body) ?? '' }),
};

export const smsForm: KindForm = {
  fields: (form, choices) => [
    ...contentFields(form, choices, smsContent),
    fromField(textOf(form.file.from), form.numbers),
  ],
  read: (state, base, choices) => ({
    ...readContent('sms', smsContent, state, base, choices),
    from: readFrom(state),
  }),
};

/** The account's numbers, where they are known just now. */
function fromField(from: string | null, numbers: readonly string[]): KnownBlock {
  if (numbers.length === 0) {
    const typed = textInput(from, { placeholder: '+15005550006', max: 20 });
    return input(blocks.from, 'From number', typed, { optional: true, hint: numbersHint });
  }
  const others = from === null || numbers.includes(from) ? numbers : [from, ...numbers];
  const options = [option('The account’s first number', firstNumber), ...others.map((one) => option(one, one))];
  return input(blocks.from, 'From number', select(actionIds.field, options, from ?? firstNumber, 'A number'));
}

const firstNumber = 'first';
const numbersHint = 'One of the account’s numbers, which cannot be listed just now. Empty: its first.';

function readFrom(state: FormState): string | undefined {
  const chosen = state.choice(blocks.from) ?? state.text(blocks.from);
  return chosen === null || chosen === firstNumber ? undefined : chosen;
}
