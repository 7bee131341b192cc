import type { KnownBlock } from '@slack/types';
import { sequenceLimits } from '../../../../domain/limits.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import type { OutwardKind } from '../../../../domain/steps/step.js';
import { input } from '../../blocks.js';
import { textInput } from '../../inputs.js';
import type { FormState } from '../../state.js';
import { contentBlocks, templateFields } from '../content-fields.js';
import type { ContentPlace } from '../kind-form.js';
import { ownContents } from '../kinds.js';
import { numberOf, textOf } from '../text-fields.js';
import { readNumber } from '../when-fields.js';

type Raw = Readonly<Record<string, unknown>>;
export type VariantSource = 'inline' | 'template';

/** What a variant that is there already says, and where from. */
export function variantSource(variant: unknown): VariantSource {
  return isObject(variant) && typeof variant.template === 'string' ? 'template' : 'inline';
}

/** The fields of one variant of a step of this kind. `fallbackId`: what a new one is called. */
export function variantFields(
  kind: OutwardKind,
  source: VariantSource,
  variant: unknown,
  { fallbackId, ...place }: ContentPlace & { readonly fallbackId: string },
): KnownBlock[] {
  const raw = isObject(variant) ? variant : {};
  const own = raw[kind];
  const weight = numberOf(raw.weight) ?? 50;
  return [
    input('id', 'Its name', textInput(textOf(raw.id) ?? fallbackId, { max: sequenceLimits.idLength }), {
      hint: 'In small letters, digits and hyphens. Keep it: results are counted by it.',
    }),
    input('weight', 'Weight', textInput(String(weight), { max: 12 }), {
      hint: 'Its share is its weight by the sum of all.',
    }),
    ...(source === 'template'
      ? templateFields(raw.template, place, ownContents[kind])
      : ownContents[kind].fields(isObject(own) ? own : {}, place)),
  ];
}

/** The variant as typed, as the file has it. */
export function readVariant(kind: OutwardKind, source: VariantSource, state: FormState, before: unknown): Raw {
  const raw = isObject(before) ? before : {};
  const own = raw[kind];
  const content =
    source === 'template'
      ? { template: state.choice(contentBlocks.template) ?? textOf(raw.template) ?? '' }
      : { [kind]: ownContents[kind].read(state, isObject(own) ? own : {}) };
  return { id: state.text('id') ?? '', weight: readNumber(state, 'weight') ?? '', ...content };
}
