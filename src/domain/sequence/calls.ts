import type { Step } from '../steps/step.js';
import { textsOf } from '../steps/step-texts.js';
import { type StepFileJson, toSequenceFile } from './file.js';
import { parseSequence } from './parse.js';
import { isObject } from './problems.js';
import type { Sequence } from './sequence.js';

/** Names of the stored templates that a sequence's steps call, each once. */
export function templatesIn({ steps }: { readonly steps: readonly Step[] }): string[] {
  const named = steps.flatMap((step) => textsOf(step).filter(({ at }) => at.at(-1) === 'template'));
  return [...new Set(named.map(({ text }) => text))];
}

/** Names of the fulfillment lists that a sequence's steps put people on, each once. */
export function listsIn({ steps }: { readonly steps: readonly Step[] }): string[] {
  const named = steps.flatMap((step) => (step.kind === 'fulfillment' ? textsOf(step) : []));
  return [...new Set(named.map(({ text }) => text))];
}

/** The sequence with another template wherever it calls this one; all else stays, ids and times too. */
export function withTemplate(sequence: Sequence, from: string, to: string): Sequence {
  return withSteps(sequence, (step) => callsTemplate(step, from, to));
}

/** The same for the list that its steps put people on. */
export function withList(sequence: Sequence, from: string, to: string): Sequence {
  return withSteps(sequence, (step) => callsList(step, from, to));
}

function withSteps(sequence: Sequence, renamed: (step: StepFileJson) => StepFileJson): Sequence {
  const file = toSequenceFile(sequence);
  const parsed = parseSequence({ ...file, steps: file.steps.map((step) => inVariants(step, renamed)) });
  if (!parsed.ok) throw new Error(`${sequence.name} cannot call another name: ${JSON.stringify(parsed.problems)}`);
  return parsed.sequence;
}

/** A step, and each variant of it, which has the step's own form. */
function inVariants(step: StepFileJson, renamed: (step: StepFileJson) => StepFileJson): StepFileJson {
  const { variants } = step;
  if (!Array.isArray(variants)) return renamed(step);
  return { ...renamed(step), variants: variants.map((one) => (isObject(one) ? renamed(one) : one)) };
}

function callsTemplate(step: StepFileJson, from: string, to: string): StepFileJson {
  const { postcard } = step;
  return {
    ...step,
    ...(step.template === from ? { template: to } : {}),
    ...(isObject(postcard) && postcard.template === from ? { postcard: { ...postcard, template: to } } : {}),
  };
}

function callsList(step: StepFileJson, from: string, to: string): StepFileJson {
  const { fulfillment } = step;
  return isObject(fulfillment) && fulfillment.list === from
    ? { ...step, fulfillment: { ...fulfillment, list: to } }
    : step;
}
