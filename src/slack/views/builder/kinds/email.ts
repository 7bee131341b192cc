import type { ShownStepForm } from '../../../../app/shown/builder.js';
import { sequenceLimits } from '../../../../domain/limits.js';
import type { StepFileJson } from '../../../../domain/sequence/file.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { select, textInput } from '../../inputs.js';
import { SLACK_LIMITS } from '../../limits.js';
import type { FormState } from '../../state.js';
import { threadNote } from '../../template-form.js';
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
    input(blocks.subject, 'Subject', textInput(textOf(subject), { max: sequenceLimits.lineLength }), {
      optional: true,
      hint: threadNote,
    }),
    ...longText(blocks.body, 'Body', textOf(body), false),
    ...context(variablesNote),
  ],
  read: (state, before) => ({
    subject: state.text(blocks.subject) ?? undefined,
    body: readLongText(state, blocks.body, before.body) ?? '',
  }),
};

export const emailForm: KindForm = {
  fields: (form, choices) => [...contentFields(form, choices, emailContent), ...senderFields(form)],
  read: (state, base, choices) => ({
    ...readContent('email', emailContent, state, base, choices),
    ...readSender(state, base),
  }),
};

/** What the menu's own choices are called: no address at all, and the one that stands in the file already. */
const usual = 'usual';
const kept = 'kept';
const ownerAddress = '{{ owner.email }}';

function senderFields({ file, senders }: ShownStepForm) {
  const from = isObject(file.from) ? file.from : {};
  const line = (value: unknown) => textInput(textOf(value), { max: sequenceLimits.lineLength });
  const address = textOf(from.address);
  const options = senderOptions(senders, address);
  const chosen = options.some(({ value }) => value === address) ? address : kept;
  const menu = select(actionIds.field, options, address === null ? usual : chosen, 'Choose an address');
  return [
    input(blocks.address, 'From address', menu, { hint: 'An admin lists more of them in settings.' }),
    input(blocks.sender, 'From name', line(from.name), { optional: true, hint: 'Empty: the owner’s.' }),
    input(blocks.replyTo, 'Answers go to', line(file.replyTo), { optional: true, hint: 'Empty: the owner.' }),
  ];
}

/** The usual address, those that are listed, the owner's own where anybody's may be used, and the one that stands in a file. */
function senderOptions([first, ...listed]: readonly string[], chosen: string | null) {
  const addresses = listed.filter((one) => !one.startsWith('@') && one.length <= SLACK_LIMITS.optionValue);
  const offered = [...addresses, ...(listed.length === 0 ? [] : [ownerAddress])];
  return [
    option(`The usual one${first === undefined ? '' : `: ${first}`}`, usual),
    ...offered.map((one) => option(one === ownerAddress ? 'The owner’s address' : one, one)),
    ...(chosen === null || offered.includes(chosen) ? [] : [option(chosen, kept)]),
  ];
}

function readSender(state: FormState, { from: before }: StepFileJson) {
  const [chosen, name] = [state.choice(blocks.address), state.text(blocks.sender)];
  const same = isObject(before) ? before.address : undefined;
  const address = chosen === usual ? undefined : chosen === null || chosen === kept ? same : chosen;
  const from = { ...(address === undefined ? {} : { address }), ...(name === null ? {} : { name }) };
  return {
    from: Object.keys(from).length === 0 ? undefined : from,
    replyTo: state.text(blocks.replyTo) ?? undefined,
  };
}
