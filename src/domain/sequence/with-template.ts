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

/** The sequence with another template wherever it calls this one; all else stays, ids and times too. */
export function withTemplate(sequence: Sequence, from: string, to: string): Sequence {
  const file = toSequenceFile(sequence);
  const parsed = parseSequence({ ...file, steps: file.steps.map((step) => renamed(step, from, to)) });
  if (!parsed.ok) throw new Error(`${sequence.name} cannot call ${to}: ${JSON.stringify(parsed.problems)}`);
  return parsed.sequence;
}

function renamed(step: StepFileJson, from: string, to: string): StepFileJson {
  const { variants } = step;
  return {
    ...step,
    ...(step.template === from ? { template: to } : {}),
    ...(Array.isArray(variants)
      ? { variants: variants.map((one) => (isObject(one) ? renamed(one, from, to) : one)) }
      : {}),
  };
}
