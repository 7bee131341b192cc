import { writeStep } from '../steps/kinds.js';
import type { Sequence } from './sequence.js';
import { defaultExitOn, fallbackDefaultTime } from './sequence.js';
import { reenrollToFile, windowToFile } from './sequence-schema.js';

/** A sequence file as plain JSON, keys in the order of sequence-file.md. */
export interface SequenceFile {
  readonly name: string;
  readonly steps: readonly StepFileJson[];
  readonly [key: string]: unknown;
}
export type StepFileJson = { readonly [key: string]: unknown };

const stepKeys = [
  ...['id', 'kind', 'name', 'when', 'for', 'if', 'then', 'else', 'do', 'from', 'replyTo'],
  ...['email', 'sms', 'task', 'postcard', 'fulfillment', 'template', 'variants', 'promoteAfter'],
  ...['due', 'assignee', 'pause', 'repeat', 'reason', 'moveTo'],
];

/** Writes a sequence back: what was left out and may be left out stays out. `parseSequence` reads an equal one. */
export function toSequenceFile(sequence: Sequence): SequenceFile {
  const { description, zone, count, reenroll, defaultTime, window, exitOn } = sequence;
  const usualExit = exitOn.length === defaultExitOn.length && exitOn.every((event, i) => event === defaultExitOn[i]);
  return {
    name: sequence.name,
    ...(description === null ? {} : { description }),
    type: sequence.type,
    ...(zone === 'account' ? {} : { zone }),
    ...(count === 'fired' ? {} : { count }),
    ...(reenroll.rule === 'never' ? {} : { reenroll: reenrollToFile(reenroll) }),
    ...(defaultTime === fallbackDefaultTime ? {} : { defaultTime }),
    ...(window === null ? {} : { window: windowToFile(window) }),
    ...(usualExit ? {} : { exitOn: [...exitOn] }),
    steps: sequence.steps.map((step) => inOrder(compact(writeStep(step)))),
  };
}

/** Without the keys whose value is undefined, at every depth. */
function compact(value: object): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, compactValue(inner)]));
}

function compactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compactValue);
  return typeof value === 'object' && value !== null ? compact(value) : value;
}

function inOrder(step: Record<string, unknown>): StepFileJson {
  const keys = Object.keys(step).sort((a, b) => stepKeys.indexOf(a) - stepKeys.indexOf(b));
  return Object.fromEntries(keys.map((key) => [key, step[key]]));
}
