import type { FormKind } from '../../../app/shown/builder.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { type FormState, readState } from '../state.js';
import { contentBlocks } from './content-fields.js';
import { choicesOf, type StepChoices } from './step-choices.js';
import { readNumber, readRepeat, readWhen, whenBlocks } from './when-fields.js';

export interface ReadStep {
  /** The step as the sequence file has it; whether it is right is for `parseSequence` to say. */
  readonly file: StepFileJson;
  readonly choices: StepChoices;
}

/**
 * Reads `view.state.values` of a step's form. `base` is the step as it was: what the form does not show (its id, sender,
 * a text too long for Slack) stays.
 */
export function readStepForm(kind: FormKind, values: unknown, base: StepFileJson): ReadStep {
  const state = readState(values);
  const choices = readChoices(state, base);
  const { name: _, ...rest } = base;
  const name = state.text(contentBlocks.name);
  const file = { ...rest, kind, ...(name === null ? {} : { name }), ...readers[kind](state, base, choices) };
  return { file: compact(file), choices };
}

const readers: Readonly<
  Record<FormKind, (state: FormState, base: StepFileJson, choices: StepChoices) => StepFileJson>
> = {
  email: (state, base, choices) => ({ ...readOutward(state, choices), ...readEmail(state, base, choices) }),
  task: (state, base, choices) => ({ ...readOutward(state, choices), ...readTask(state, base, choices) }),
  delay: (state) => ({
    for: `${readNumber(state, contentBlocks.amount) ?? ''} ${state.choice(contentBlocks.unit) ?? 'days'}`.trim(),
  }),
};

function readChoices(state: FormState, base: StepFileJson): StepChoices {
  const before = choicesOf(base);
  const timing = state.choice(whenBlocks.timing);
  const content = state.choice(contentBlocks.source);
  const assignee = state.choice(contentBlocks.assignee);
  return {
    timing: timing === 'at' || timing === 'delay' || timing === 'immediately' ? timing : before.timing,
    content: content === 'inline' || content === 'template' ? content : before.content,
    assignee: assignee === 'owner' || assignee === 'person' || assignee === 'channel' ? assignee : before.assignee,
    repeats: state.has(whenBlocks.repeats) ? state.choices(whenBlocks.repeats).includes('yes') : before.repeats,
  };
}

function readOutward(state: FormState, choices: StepChoices): StepFileJson {
  return { when: readWhen(state, choices.timing), repeat: choices.repeats ? readRepeat(state) : undefined };
}

function readEmail(state: FormState, base: StepFileJson, choices: StepChoices): StepFileJson {
  if (choices.content === 'template') {
    const chosen = state.choice(contentBlocks.template) ?? base.template;
    return { email: undefined, template: typeof chosen === 'string' ? chosen : '' };
  }
  const before = isObject(base.email) ? base.email : {};
  const subject = state.text(contentBlocks.subject) ?? '';
  return { template: undefined, email: { subject, body: longText(state, contentBlocks.body, before.body) ?? '' } };
}

function readTask(state: FormState, base: StepFileJson, choices: StepChoices): StepFileJson {
  // One whose text is a stored template shows no content fields.
  if (typeof base.template === 'string') return {};
  const before = isObject(base.task) ? base.task : {};
  const days = readNumber(state, contentBlocks.dueDays);
  const at = state.choice(contentBlocks.dueAt);
  return {
    task: {
      title: state.text(contentBlocks.title) ?? '',
      type: state.choice(contentBlocks.type) ?? 'todo',
      notes: longText(state, contentBlocks.notes, before.notes),
    },
    due: days === null && at === null ? undefined : { days: days ?? 0, ...(at === null ? {} : { at }) },
    assignee: readAssignee(state, base, choices),
    pause: state.choices(contentBlocks.pause).includes('pause') ? true : undefined,
  };
}

function readAssignee(state: FormState, base: StepFileJson, choices: StepChoices): unknown {
  if (choices.assignee === 'owner') return undefined;
  const chosen = state.choice(choices.assignee === 'person' ? contentBlocks.person : contentBlocks.channel);
  return chosen ?? (choicesOf(base).assignee === choices.assignee ? base.assignee : '');
}

/** What was typed; where the form had no field for it because it is too long, what it was. */
function longText(state: FormState, blockId: string, before: unknown): unknown {
  return state.has(blockId) ? (state.rawText(blockId) ?? undefined) : before;
}

function compact(file: Record<string, unknown>): StepFileJson {
  const entries = Object.entries(file).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, isObject(value) ? compact(value) : value]));
}
