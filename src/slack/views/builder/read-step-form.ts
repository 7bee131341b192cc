import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import { isOutwardKind } from '../../../domain/steps/step.js';
import { type FormState, readState } from '../state.js';
import { contentBlocks } from './content-fields.js';
import { readDateWhen } from './date-when-fields.js';
import { readWayChoice } from './kinds/branch.js';
import { readAssigneeChoice } from './kinds/task.js';
import { kindForms } from './kinds.js';
import { readPlace } from './place-field.js';
import {
  assignees,
  choicesOf,
  chosenOf,
  contents,
  type FormOf,
  type StepChoices,
  timings,
  ways,
} from './step-choices.js';
import { nameBlock } from './step-form.js';
import { readRepeat, readWhen, whenBlocks } from './when-fields.js';

export interface ReadStep {
  /** The step as the sequence file has it; whether it is right is for `parseSequence` to say. */
  readonly file: StepFileJson;
  readonly choices: StepChoices;
  /** The step that it is to come after, null: it comes first; undefined: where it stands, or at the end. */
  readonly after: string | null | undefined;
}

/**
 * Reads `view.state.values` of a step's form. `base` is the step as it was, or as it was set aside: what the form does not
 * show (its id, its conditions, a text too long for Slack) stays.
 */
export function readStepForm(of: FormOf, values: unknown, base: StepFileJson): ReadStep {
  const state = readState(values);
  const choices = readChoices(state, base, of);
  const { name: _, ...rest } = base;
  const name = state.text(nameBlock);
  const file = {
    ...rest,
    kind: of.kind,
    ...(name === null ? {} : { name }),
    ...readTime(state, of, choices),
    ...kindForms[of.kind].read(state, base, choices),
  };
  return { file: compact(file), choices, after: readPlace(state) };
}

function readChoices(state: FormState, base: StepFileJson, of: FormOf): StepChoices {
  const before = choicesOf(base, of);
  return {
    timing: chosenOf(timings, state.choice(whenBlocks.timing), before.timing),
    content: chosenOf(contents, state.choice(contentBlocks.source), before.content),
    assignee: chosenOf(assignees, readAssigneeChoice(state), before.assignee),
    repeats: state.has(whenBlocks.repeats) ? state.choices(whenBlocks.repeats).includes('yes') : before.repeats,
    holds: chosenOf(ways, readWayChoice(state, 'holds'), before.holds),
    otherwise: chosenOf(ways, readWayChoice(state, 'otherwise'), before.otherwise),
  };
}

function readTime(state: FormState, { kind, type }: FormOf, choices: StepChoices): StepFileJson {
  if (kind === 'delay') return {};
  if (type === 'date') return { when: readDateWhen(state, choices.timing) };
  const when = readWhen(state, choices.timing);
  return isOutwardKind(kind) ? { when, repeat: choices.repeats ? readRepeat(state) : undefined } : { when };
}

function compact(file: Record<string, unknown>): StepFileJson {
  const entries = Object.entries(file).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, isObject(value) ? compact(value) : value]));
}
