import type { KnownBlock } from '@slack/types';
import type { ShownStepForm } from '../../../../app/shown/builder.js';
import { sequenceLimits } from '../../../../domain/limits.js';
import type { StepFileJson } from '../../../../domain/sequence/file.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { taskTypes } from '../../../../domain/steps/task.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { checkboxes, numberInput, radio, select, textInput, timeInput, usersInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { contentFields, readContent } from '../content-fields.js';
import type { KindForm, OwnContent } from '../kind-form.js';
import { assigneeOf, type StepChoices } from '../step-choices.js';
import { taskTypeOptions } from '../task-types.js';
import { longText, numberOf, readLongText, textOf, variablesNote } from '../text-fields.js';
import { readNumber } from '../when-fields.js';

const blocks = {
  title: 'task.title',
  type: 'task.type',
  notes: 'task.notes',
  dueDays: 'due.days',
  dueAt: 'due.at',
  assignee: 'assignee.who',
  person: 'assignee.person',
  channel: 'assignee.channel',
  pause: 'pause',
} as const;

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
    ...assigneeFields(form.file.assignee, choices),
    ...(form.type === 'date' ? [] : [pauseField(form)]),
  ],
  read: (state, base, choices) => {
    const days = readNumber(state, blocks.dueDays);
    const at = state.choice(blocks.dueAt);
    return {
      ...readContent('task', taskContent, state, base, choices),
      due: days === null && at === null ? undefined : { days: days ?? 0, ...(at === null ? {} : { at }) },
      assignee: readAssignee(state, base, choices),
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

function assigneeFields(assignee: unknown, choices: StepChoices): KnownBlock[] {
  const who = [
    option('The owner', 'owner'),
    option('Somebody else', 'person'),
    option('A channel', 'channel', 'Anyone there may take it'),
  ];
  const named = textOf(assignee);
  const isId = named !== null && /^[UWCG][A-Z0-9]{5,}$/.test(named);
  // A name from a file cannot be preselected; it stays unless another is chosen.
  const keeps = named !== null && named !== 'owner' && !isId ? `Now ${named}; empty keeps that.` : undefined;
  const more = { optional: keeps !== undefined, hint: keeps };
  const channel = {
    type: 'channels_select' as const,
    action_id: actionIds.field,
    ...(isId && /^C/.test(named) ? { initial_channel: named } : {}),
  };
  return [
    input(blocks.assignee, 'Who does it', radio(actionIds.builder.assignee, who, choices.assignee), {
      dispatch: true,
    }),
    ...(choices.assignee === 'person'
      ? [input(blocks.person, 'Who', usersInput(isId && /^[UW]/.test(named) ? named : null), more)]
      : []),
    ...(choices.assignee === 'channel' ? [input(blocks.channel, 'Channel', channel, more)] : []),
  ];
}

export function readAssigneeChoice(state: FormState): string | null {
  return state.choice(blocks.assignee);
}

function readAssignee(state: FormState, base: StepFileJson, choices: StepChoices): unknown {
  if (choices.assignee === 'owner') return undefined;
  const chosen = state.choice(choices.assignee === 'person' ? blocks.person : blocks.channel);
  return chosen ?? (assigneeOf(base.assignee) === choices.assignee ? base.assignee : '');
}
