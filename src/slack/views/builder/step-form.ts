import type { KnownBlock, ModalView } from '@slack/types';
import type { ShownStepForm } from '../../../app/shown/builder.js';
import { kindNouns } from '../../../app/shown/stepNames.js';
import { sequenceLimits } from '../../../domain/limits.js';
import { isOutwardKind } from '../../../domain/steps/step.js';
import { callbackIds } from '../../action-ids.js';
import { input, modal, section } from '../blocks.js';
import { textInput } from '../inputs.js';
import { escaped, oneLine } from '../text.js';
import { dateWhenFields } from './date-when-fields.js';
import { kindForms } from './kinds.js';
import { placeField } from './place-field.js';
import { choicesOf, type StepChoices } from './step-choices.js';
import { textOf } from './text-fields.js';
import { repeatFields, whenFields } from './when-fields.js';

/** The block of a step's name: problems of the step as a whole stand there. */
export const nameBlock = 'name';

/** The form of one step, pushed over the builder. `choices` are those made in the form since; unless given, the step's own. */
export function stepFormModal(form: ShownStepForm, choices: StepChoices = choicesOf(form.file, form)): ModalView {
  const { fields } = kindForms[form.kind];
  const noun = kindNouns[form.kind];
  const repeats = form.type === 'step' && isOutwardKind(form.kind);
  return modal({
    callbackId: callbackIds.step,
    title: form.stepId === null ? `New ${noun}` : `Edit ${noun}`,
    submit: 'Save step',
    close: 'Back',
    metadata: {
      draftId: form.draftId,
      revision: form.revision,
      stepId: form.stepId,
      formId: form.formId,
      kind: form.kind,
      ...form.below,
    },
    blocks: [
      ...(form.notice === null ? [] : [section(`:information_source: ${escaped(oneLine(form.notice), 600)}`)]),
      nameField(form),
      ...timeFields(form, choices),
      ...fields(form, choices),
      ...(repeats ? repeatFields(form.file, choices) : []),
      ...placeField(form),
    ],
  });
}

function nameField({ file }: ShownStepForm): KnownBlock {
  const name = textOf(file.name) ?? textOf(file.id);
  return input(nameBlock, 'Step name', textInput(name, { max: sequenceLimits.nameLength }), {
    hint: 'For you and your team, as in “Intro” or “Second call”.',
  });
}

function timeFields(form: ShownStepForm, choices: StepChoices): KnownBlock[] {
  // What a delay waits for is its time.
  if (form.kind === 'delay') return [];
  return form.type === 'date' ? dateWhenFields(form, choices) : whenFields(form, choices);
}
