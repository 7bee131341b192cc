import type { ShownStepForm } from '../../../../app/shown/builder.js';
import { sequenceLimits } from '../../../../domain/limits.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { context, input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { longText, readLongText, textOf, variablesNote } from '../text-fields.js';

const blocks = {
  subject: 'email.subject',
  body: 'email.body',
  address: 'from.address',
  sender: 'from.name',
  replyTo: 'replyTo',
} as const;

export const emailContent: OwnContent = {
  label: 'Write it here',
  isStored: true,
  fields: ({ subject, body }) => [
    input(blocks.subject, 'Subject', textInput(textOf(subject), { max: sequenceLimits.lineLength })),
    ...longText(blocks.body, 'Body', textOf(body), false),
    ...context(variablesNote),
  ],
  read: (state, before) => ({
    subject: state.text(blocks.subject) ?? '',
    body: readLongText(state, blocks.body, before.body) ?? '',
  }),
};

export const emailForm: KindForm = {
  noun: 'email',
  add: 'Add email',
  fields: (form, choices) => [...contentFields(form, choices, emailContent), ...senderFields(form)],
  read: (state, base, choices) => ({
    ...readContent('email', emailContent, state, base, choices),
    ...readSender(state),
  }),
};

function senderFields({ file }: ShownStepForm) {
  const from = isObject(file.from) ? file.from : {};
  const line = (value: unknown) => textInput(textOf(value), { max: sequenceLimits.lineLength });
  return [
    input(blocks.address, 'From address', line(from.address), { optional: true, hint: 'Empty: the usual one.' }),
    input(blocks.sender, 'From name', line(from.name), { optional: true, hint: 'Empty: the owner’s.' }),
    input(blocks.replyTo, 'Answers go to', line(file.replyTo), { optional: true, hint: 'Empty: the owner.' }),
  ];
}

function readSender(state: FormState) {
  const [address, name] = [state.text(blocks.address), state.text(blocks.sender)];
  const from = { ...(address === null ? {} : { address }), ...(name === null ? {} : { name }) };
  return {
    from: address === null && name === null ? undefined : from,
    replyTo: state.text(blocks.replyTo) ?? undefined,
  };
}
