import type { KnownBlock, ModalView } from '@slack/types';
import type { FormKind, ShownStepForm } from '../../../app/shown/builder.js';
import { type CallbackId, callbackIds } from '../../action-ids.js';
import { modal, section } from '../blocks.js';
import { escaped, oneLine } from '../text.js';
import { delayFields, emailFields, nameField, taskFields } from './content-fields.js';
import { choicesOf, type StepChoices } from './step-choices.js';
import { repeatFields, whenFields } from './when-fields.js';

interface KindForm {
  readonly callbackId: CallbackId;
  readonly noun: string;
  readonly fields: (form: ShownStepForm, choices: StepChoices) => KnownBlock[];
  /** Whether it has a `when` and may repeat. */
  readonly isOutward: boolean;
}

/** One form a kind. */
const kindForms: Readonly<Record<FormKind, KindForm>> = {
  email: { callbackId: callbackIds.emailStep, noun: 'email', fields: emailFields, isOutward: true },
  task: { callbackId: callbackIds.taskStep, noun: 'task', fields: taskFields, isOutward: true },
  delay: { callbackId: callbackIds.delayStep, noun: 'delay', fields: delayFields, isOutward: false },
};

/** The form of one step, pushed over the builder. `choices` are those made in the form since; unless given, the step's own. */
export function stepFormModal(form: ShownStepForm, choices: StepChoices = choicesOf(form.file)): ModalView {
  const { callbackId, noun, fields, isOutward } = kindForms[form.kind];
  return modal({
    callbackId,
    title: form.stepId === null ? `New ${noun}` : `Edit ${noun}`,
    submit: 'Save step',
    close: 'Back',
    metadata: {
      draftId: form.draftId,
      revision: form.revision,
      stepId: form.stepId,
      kind: form.kind,
      ...form.below,
    },
    blocks: [
      ...(form.notice === null ? [] : [section(`:information_source: ${escaped(oneLine(form.notice), 600)}`)]),
      ...nameField(form),
      ...(isOutward ? whenFields(form.file, choices, form.defaultTime) : []),
      ...fields(form, choices),
      ...(isOutward ? repeatFields(form.file, choices) : []),
    ],
  });
}
