import type { KnownBlock } from '@slack/types';
import type { ShownStepForm } from '../../../app/shown/builder.js';
import { sequenceLimits } from '../../../domain/sequence/limits.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { parseDuration } from '../../../domain/sequence/when.js';
import { taskTypes } from '../../../domain/steps/task.js';
import { actionIds } from '../../action-ids.js';
import { context, input, option, section } from '../blocks.js';
import { checkboxes, numberInput, radio, select, textInput, timeInput, usersInput } from '../inputs.js';
import { SLACK_LIMITS } from '../limits.js';
import { clip, escaped, oneLine } from '../text.js';
import type { StepChoices } from './step-choices.js';
import { unitMenu } from './when-fields.js';

/** Input blocks of a step's content; their ids are paths of the sequence file, or lie just below one. */
export const contentBlocks = {
  name: 'name',
  source: 'content',
  template: 'template',
  subject: 'email.subject',
  body: 'email.body',
  title: 'task.title',
  type: 'task.type',
  notes: 'task.notes',
  dueDays: 'due.days',
  dueAt: 'due.at',
  assignee: 'assignee.who',
  person: 'assignee.person',
  channel: 'assignee.channel',
  pause: 'pause',
  amount: 'for.amount',
  unit: 'for.unit',
} as const;

export function nameField({ file }: ShownStepForm): KnownBlock[] {
  const name = typeof file.name === 'string' ? file.name : null;
  return [
    input(
      contentBlocks.name,
      'Step name',
      textInput(name ?? (typeof file.id === 'string' ? file.id : null), { max: sequenceLimits.nameLength }),
      {
        hint: 'For you and your team, as in “Intro” or “Second call”.',
      },
    ),
  ];
}

const variablesNote =
  'Fields in the text: `{{contact.firstName}}`, `{{contact.company}}`, `{{owner.name}}`; with a fallback: `{{contact.firstName | default: "there"}}`.';

export function emailFields({ file, templates }: ShownStepForm, choices: StepChoices): KnownBlock[] {
  const email = isObject(file.email) ? file.email : {};
  return [
    ...sourceFields(file.template, templates, choices),
    ...(choices.content === 'template'
      ? []
      : [
          input(contentBlocks.subject, 'Subject', textInput(textOf(email.subject), { max: sequenceLimits.lineLength })),
          ...longText(contentBlocks.body, 'Body', textOf(email.body), false),
          ...context(variablesNote),
        ]),
  ];
}

/** Where there are stored templates: one of them, or a text of one's own. */
function sourceFields(template: unknown, templates: ShownStepForm['templates'], choices: StepChoices): KnownBlock[] {
  if (templates.length === 0 && choices.content === 'inline') return [];
  const sources = [option('Write it here', 'inline'), option('Use a stored template', 'template')];
  const names = templates.map(({ name, subject }) => option(name, name.slice(0, SLACK_LIMITS.optionValue), subject));
  return [
    input(contentBlocks.source, 'Text', radio(actionIds.builder.content, sources, choices.content), { dispatch: true }),
    ...(choices.content === 'template'
      ? [
          input(
            contentBlocks.template,
            'Template',
            select(actionIds.builder.template, names, textOf(template), 'Choose a template'),
          ),
        ]
      : []),
  ];
}

const typeOptions = [
  option('Call', 'call'),
  option('LinkedIn', 'linkedin'),
  option('Email by hand', 'email'),
  option('To do', 'todo'),
];

export function taskFields({ file }: ShownStepForm, choices: StepChoices): KnownBlock[] {
  if (typeof file.template === 'string') {
    return context(`Its text is the stored template “${escaped(oneLine(file.template), 150)}”.`);
  }
  const task = isObject(file.task) ? file.task : {};
  const due = isObject(file.due) ? file.due : null;
  const type = taskTypes.find((known) => known === task.type) ?? 'todo';
  return [
    input(
      contentBlocks.title,
      'What to do',
      textInput(textOf(task.title), {
        max: sequenceLimits.lineLength,
        placeholder: 'Invite {{contact.name}} on LinkedIn',
      }),
    ),
    input(contentBlocks.type, 'Kind of task', select(actionIds.field, typeOptions, type, 'Kind')),
    ...longText(contentBlocks.notes, 'Notes', textOf(task.notes), true),
    ...context(variablesNote),
    input(
      contentBlocks.dueDays,
      'Due, days after it appears',
      numberInput(numberOf(due?.days) ?? (due ? 0 : null), 0, sequenceLimits.days),
      {
        optional: true,
        hint: 'Empty: it is never overdue.',
      },
    ),
    input(contentBlocks.dueAt, 'Due at', timeInput(textOf(due?.at)), { optional: true }),
    ...assigneeFields(file.assignee, choices),
    input(
      contentBlocks.pause,
      'Meanwhile',
      checkboxes(
        actionIds.field,
        [option('The cadence waits until this is done', 'pause')],
        file.pause === true ? ['pause'] : [],
      ),
      { optional: true },
    ),
  ];
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
  const optional = keeps !== undefined;
  return [
    input(contentBlocks.assignee, 'Who does it', radio(actionIds.builder.assignee, who, choices.assignee), {
      dispatch: true,
    }),
    ...(choices.assignee === 'person'
      ? [
          input(contentBlocks.person, 'Who', usersInput(isId && /^[UW]/.test(named) ? named : null), {
            optional,
            hint: keeps,
          }),
        ]
      : []),
    ...(choices.assignee === 'channel'
      ? [
          input(
            contentBlocks.channel,
            'Channel',
            {
              type: 'channels_select',
              action_id: actionIds.field,
              ...(isId && /^C/.test(named) ? { initial_channel: named } : {}),
            },
            { optional, hint: keeps },
          ),
        ]
      : []),
  ];
}

export function delayFields({ file }: ShownStepForm): KnownBlock[] {
  const wait = typeof file.for === 'string' ? parseDuration(file.for) : null;
  return [
    input(contentBlocks.amount, 'Wait', numberInput(wait?.amount ?? null, 0, sequenceLimits.minutes)),
    input(contentBlocks.unit, 'Minutes, hours or days', unitMenu(['days', 'hours', 'minutes'], wait?.unit ?? 'days')),
  ];
}

/** A text that is longer than Slack's editor takes is shown and kept, not cut. */
function longText(blockId: string, label: string, value: string | null, optional: boolean): KnownBlock[] {
  if (value !== null && value.length > SLACK_LIMITS.plainTextInput) {
    const start = escaped(clip(value, 1500), 2500);
    return [
      section(`*${label}*\n${start}`),
      ...context('Too long for Slack’s editor: it stays as it is. Change it in the sequence file.'),
    ];
  }
  return [input(blockId, label, textInput(value, { multiline: true }), { optional })];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
