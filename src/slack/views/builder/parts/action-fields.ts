import type { KnownBlock } from '@slack/types';
import { sequenceLimits } from '../../../../domain/limits.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { type ActionKind, actionKinds } from '../../../../domain/steps/action.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { numberInput, radio, select, textInput, timeInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { assigneeOf } from '../step-choices.js';
import { sequenceMenu } from '../target-menus.js';
import { taskTypeOptions } from '../task-types.js';
import { longText, numberOf, readLongText, textOf, variablesNote } from '../text-fields.js';
import { readNumber } from '../when-fields.js';
import { channelField, personField, readWhom, type SlackIds, whomChoice } from '../whom-fields.js';
import { readValue } from './condition-fields.js';

type Raw = Readonly<Record<string, unknown>>;

/** What there is to choose from, and whom the action names already. */
export interface KnownToActions {
  /** Other sequences by name. */
  readonly sequences: readonly string[];
  readonly slackIds: SlackIds;
}

/** How an action is asked for. Ids of input blocks are its keys in the file. */
interface ActionForm {
  readonly label: string;
  readonly fields: (action: Raw, known: KnownToActions) => KnownBlock[];
  readonly read: (state: FormState, before: Raw) => Raw;
}

const line = (value: unknown) => textInput(textOf(value), { max: sequenceLimits.lineLength });

/** An action whose key holds one line of text. */
function oneLineAction(key: ActionKind, label: string, asked: string, hint?: string): ActionForm {
  return {
    label,
    fields: (action) => [input(key, asked, line(action[key]), { hint })],
    read: (state) => ({ [key]: state.text(key) ?? '' }),
  };
}

/** An action on another sequence; with `this`, on this one too. */
function sequenceAction(key: ActionKind, label: string, own?: string): ActionForm {
  const [self, which] = [`${key}.self`, `${key}.which`];
  const options = [option(own ?? '', 'this'), option('Another sequence', 'other')];
  return {
    label,
    fields: (action, { sequences }) => {
      const named = textOf(action[key]);
      const chosen = named === 'this' || (named === null && own !== undefined) ? 'this' : 'other';
      return [
        ...(own === undefined ? [] : [input(self, 'Which', radio(actionIds.field, options, chosen))]),
        input(which, 'The other sequence', sequenceMenu(sequences, named === 'this' ? null : named), {
          optional: own !== undefined,
        }),
      ];
    },
    read: (state) => ({ [key]: state.choice(self) === 'this' ? 'this' : (state.choice(which) ?? '') }),
  };
}

/** Whom an action tells or gives a task; of the menus that counts which the choice above them names. */
function whomFields(path: string, label: string, named: unknown, slackIds: SlackIds, channel?: string): KnownBlock[] {
  const whom = { path, named, slackIds };
  const choice = { chosen: assigneeOf(named), ...(channel === undefined ? {} : { channel }) };
  return [
    whomChoice(path, label, choice),
    personField(whom, 'Somebody else', true),
    channelField(whom, 'Channel', true),
  ];
}

/** Every action there is: complete by the compiler's word. */
const forms: Readonly<Record<ActionKind, ActionForm>> = {
  addTag: oneLineAction('addTag', 'Add a tag', 'Tag'),
  removeTag: oneLineAction('removeTag', 'Remove a tag', 'Tag'),
  setField: {
    label: 'Set a field',
    fields: ({ setField }) => {
      const set = isObject(setField) ? setField : {};
      const value = set.value === undefined || set.value === null ? null : String(set.value);
      return [
        input('setField.name', 'Field', line(set.name)),
        input('setField.value', 'Value', line(value), { optional: true, hint: 'Empty: the field is emptied.' }),
      ];
    },
    read: (state, { setField }) => {
      const typed = state.text('setField.value');
      const value = typed === null ? null : readValue(typed, isObject(setField) ? setField.value : undefined);
      return { setField: { name: state.text('setField.name') ?? '', value } };
    },
  },
  addToSequence: sequenceAction('addToSequence', 'Enroll in another sequence'),
  removeFromSequence: sequenceAction('removeFromSequence', 'Take out of a sequence', 'This one'),
  pause: sequenceAction('pause', 'Pause', 'This one'),
  resume: sequenceAction('resume', 'Resume another sequence'),
  unsubscribe: {
    label: 'Unsubscribe',
    fields: () => context('Nothing is sent to them any more, by any sequence.'),
    read: () => ({ unsubscribe: true }),
  },
  notify: {
    label: 'Tell somebody',
    fields: ({ notify, text }, { slackIds }) => [
      ...whomFields('notify', 'Whom', notify, slackIds),
      ...longText('text', 'What', textOf(text), true),
      ...context(variablesNote),
    ],
    read: (state, before) => ({
      notify: readWhom(state, 'notify', before.notify),
      ...textEntry(readLongText(state, 'text', before.text)),
    }),
  },
  createTask: {
    label: 'Create a task',
    fields: ({ createTask }, { slackIds }) => {
      const task = isObject(createTask) ? createTask : {};
      const due = isObject(task.due) ? task.due : null;
      const days = numberInput(numberOf(due?.days) ?? (due ? 0 : null), 0, sequenceLimits.days);
      const type = select(actionIds.field, taskTypeOptions, textOf(task.type) ?? 'todo', 'Kind');
      return [
        input('createTask.title', 'What to do', line(task.title)),
        input('createTask.type', 'Kind of task', type),
        input('createTask.due.days', 'Due, days after it appears', days, { optional: true }),
        input('createTask.due.at', 'Due at', timeInput(textOf(due?.at)), { optional: true }),
        ...whomFields('createTask.assignee', 'Who does it', task.assignee, slackIds, 'Anyone there may take it'),
      ];
    },
    read: (state, { createTask: before }) => {
      const days = readNumber(state, 'createTask.due.days');
      const at = state.choice('createTask.due.at');
      const type = state.choice('createTask.type');
      const assignee = readWhom(state, 'createTask.assignee', isObject(before) ? before.assignee : undefined);
      const due = { days: days ?? 0, ...(at === null ? {} : { at }) };
      return {
        createTask: {
          title: state.text('createTask.title') ?? '',
          ...(type === null || type === 'todo' ? {} : { type }),
          ...(days === null && at === null ? {} : { due }),
          ...(assignee === 'owner' ? {} : { assignee }),
        },
      };
    },
  },
  setOwner: {
    label: 'Hand over to another owner',
    fields: ({ setOwner }, { slackIds }) => [personField({ path: 'setOwner', named: setOwner, slackIds }, 'New owner')],
    read: (state, before) => ({ setOwner: readWhom(state, 'setOwner', before.setOwner, 'person') }),
  },
  webhook: oneLineAction('webhook', 'Call a web address', 'Address', 'It begins with https://.'),
};

export const actionOptions = actionKinds.map((kind) => option(forms[kind].label, kind));

/** The fields of one action. */
export function actionFields(kind: ActionKind, action: unknown, known: KnownToActions): KnownBlock[] {
  return forms[kind].fields(isObject(action) ? action : {}, known);
}

/** The action as typed, as the file has it. */
export function readAction(kind: ActionKind, state: FormState, before: unknown): Raw {
  return forms[kind].read(state, isObject(before) ? before : {});
}

function textEntry(text: unknown): Raw {
  return text === undefined ? {} : { text };
}
