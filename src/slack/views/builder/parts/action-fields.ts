import type { KnownBlock } from '@slack/types';
import { sequenceLimits } from '../../../../domain/limits.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { type ActionKind, actionKinds } from '../../../../domain/steps/action.js';
import { actionIds } from '../../../action-ids.js';
import { context, input, option } from '../../blocks.js';
import { numberInput, radio, select, textInput, timeInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { sequenceMenu } from '../target-menus.js';
import { taskTypeOptions } from '../task-types.js';
import { longText, numberOf, readLongText, textOf, variablesNote } from '../text-fields.js';
import { readNumber } from '../when-fields.js';
import { readValue } from './condition-fields.js';

type Raw = Readonly<Record<string, unknown>>;

/** How an action is asked for. Ids of input blocks are its keys in the file. */
interface ActionForm {
  readonly label: string;
  readonly fields: (action: Raw, sequences: readonly string[]) => KnownBlock[];
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
    fields: (action, sequences) => {
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
    fields: ({ notify, text }) => [
      input('notify', 'Whom', line(notify), { hint: 'A person or a channel, as in @ben or #sales; owner: the owner.' }),
      ...longText('text', 'What', textOf(text), true),
      ...context(variablesNote),
    ],
    read: (state, before) => ({
      notify: state.text('notify') ?? '',
      ...textEntry(readLongText(state, 'text', before.text)),
    }),
  },
  createTask: {
    label: 'Create a task',
    fields: ({ createTask }) => {
      const task = isObject(createTask) ? createTask : {};
      const due = isObject(task.due) ? task.due : null;
      const days = numberInput(numberOf(due?.days) ?? (due ? 0 : null), 0, sequenceLimits.days);
      const type = select(actionIds.field, taskTypeOptions, textOf(task.type) ?? 'todo', 'Kind');
      return [
        input('createTask.title', 'What to do', line(task.title)),
        input('createTask.type', 'Kind of task', type),
        input('createTask.due.days', 'Due, days after it appears', days, { optional: true }),
        input('createTask.due.at', 'Due at', timeInput(textOf(due?.at)), { optional: true }),
        input('createTask.assignee', 'Who does it', line(task.assignee), {
          optional: true,
          hint: 'A person or a channel, as in @ben or #sales. Empty: the owner.',
        }),
      ];
    },
    read: (state) => {
      const days = readNumber(state, 'createTask.due.days');
      const at = state.choice('createTask.due.at');
      const type = state.choice('createTask.type');
      const assignee = state.text('createTask.assignee');
      const due = { days: days ?? 0, ...(at === null ? {} : { at }) };
      return {
        createTask: {
          title: state.text('createTask.title') ?? '',
          ...(type === null || type === 'todo' ? {} : { type }),
          ...(days === null && at === null ? {} : { due }),
          ...(assignee === null ? {} : { assignee }),
        },
      };
    },
  },
  setOwner: oneLineAction('setOwner', 'Hand over to another owner', 'New owner', 'As in @ben, or an address.'),
  webhook: oneLineAction('webhook', 'Call a web address', 'Address', 'It begins with https://.'),
};

export const actionOptions = actionKinds.map((kind) => option(forms[kind].label, kind));

/** The fields of one action. */
export function actionFields(kind: ActionKind, action: unknown, sequences: readonly string[]): KnownBlock[] {
  return forms[kind].fields(isObject(action) ? action : {}, sequences);
}

/** The action as typed, as the file has it. */
export function readAction(kind: ActionKind, state: FormState, before: unknown): Raw {
  return forms[kind].read(state, isObject(before) ? before : {});
}

function textEntry(text: unknown): Raw {
  return text === undefined ? {} : { text };
}
