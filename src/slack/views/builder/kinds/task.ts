import type { KnownBlock } from '@slack/types';
import type { ShownStepForm } from '../../../../app/shown/builder.js';
import { sequenceLimits } from '../../../../domain/limits.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { taskTypes } from '../../../../domain/steps/task.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { checkboxes, numberInput, select, textInput, timeInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import type { StepChoices } from '../step-choices.js';
import { taskTypeOptions } from '../task-types.js';
import { longText, numberOf, readLongText, textOf, variablesNote } from '../text-fields.js';
import { readNumber } from '../when-fields.js';
import { channelField, personField, readWhom, readWhomChoice, whomChoice } from '../whom-fields.js';

const blocks = {
  title: 'task.title',
  type: 'task.type',
  notes: 'task.notes',
  dueDays: 'due.days',
  dueAt: 'due.at',
  pause: 'pause',
} as const;

const assigneePath = 'assignee';

export const taskContent: OwnContent = {
  label: 'Write it here',
  isStored: true,
  fields: ({ title, type, notes }) => [
    input(
      blocks.title,
      'What to do',
      textInput(textOf(title), { max: sequenceLimits.lineLength, placeholder: 'Invite {{contact.name}} on LinkedIn' }),
    ),
    input(
      blocks.type,
      'Kind of task',
      select(actionIds.field, taskTypeOptions, taskTypes.find((known) => known === type) ?? 'todo', 'Kind'),
    ),
    ...longText(blocks.notes, 'Notes', textOf(notes), true),
    ...context(variablesNote),
  ],
  read: (state, before) => ({
    title: state.text(blocks.title) ?? '',
    type: state.choice(blocks.type) ?? 'todo',
    notes: readLongText(state, blocks.notes, before.notes),
  }),
};

export const taskForm: KindForm = {
  fields: (form, choices) => [
    ...contentFields(form, choices, taskContent),
    ...dueFields(form),
    ...assigneeFields(form, choices),
    ...(form.type === 'date' ? [] : [pauseField(form)]),
  ],
  read: (state, base, choices) => {
    const days = readNumber(state, blocks.dueDays);
    const at = state.choice(blocks.dueAt);
    return {
      ...readContent('task', taskContent, state, base, choices),
      due: days === null && at === null ? undefined : { days: days ?? 0, ...(at === null ? {} : { at }) },
      assignee:
        choices.assignee === 'owner' ? undefined : readWhom(state, assigneePath, base.assignee, choices.assignee),
      pause: state.choices(blocks.pause).includes('pause') ? true : undefined,
    };
  },
};

function dueFields({ file }: ShownStepForm): KnownBlock[] {
  const due = isObject(file.due) ? file.due : null;
  const days = numberInput(numberOf(due?.days) ?? (due ? 0 : null), 0, sequenceLimits.days);
  return [
    input(blocks.dueDays, 'Due, days after it appears', days, {
      optional: true,
      hint: 'Empty: it is never overdue.',
    }),
    input(blocks.dueAt, 'Due at', timeInput(textOf(due?.at)), { optional: true }),
  ];
}

function pauseField({ file }: ShownStepForm): KnownBlock {
  const box = [option('The cadence waits until this is done', 'pause')];
  const chosen = file.pause === true ? ['pause'] : [];
  return input(blocks.pause, 'Meanwhile', checkboxes(actionIds.field, box, chosen), { optional: true });
}

function assigneeFields({ file, slackIds }: ShownStepForm, choices: StepChoices): KnownBlock[] {
  const { assignee: chosen } = choices;
  const whom = { path: assigneePath, named: file.assignee, slackIds };
  return [
    whomChoice(assigneePath, 'Who does it', { chosen, channel: 'Anyone there may take it', dispatch: true }),
    ...(chosen === 'person' ? [personField(whom, 'Who')] : []),
    ...(chosen === 'channel' ? [channelField(whom, 'Channel')] : []),
  ];
}

export function readAssigneeChoice(state: FormState): string | null {
  return readWhomChoice(state, assigneePath);
}
