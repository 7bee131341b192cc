import type { KnownBlock } from '@slack/types';
import type { ShownStepForm } from '../../../app/shown/builder.js';
import { sequenceLimits } from '../../../domain/limits.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import { isObject } from '../../../domain/sequence/problems.js';
import type { OutwardKind } from '../../../domain/steps/step.js';
import { actionIds } from '../../action-ids.js';
import { context, input, option } from '../blocks.js';
import { numberInput, radio, select } from '../inputs.js';
import { SLACK_LIMITS } from '../limits.js';
import type { FormState } from '../state.js';
import { escaped, oneLine } from '../text.js';
import type { ContentPlace, OwnContent } from './kind-form.js';
import { variantList } from './parts/part-lists.js';
import type { StepChoices } from './step-choices.js';
import { numberOf, textOf } from './text-fields.js';
import { readNumber } from './when-fields.js';

/** Input blocks of a step's content; their ids are paths of the sequence file, or lie just below one. */
export const contentBlocks = { source: 'content', template: 'template', promoteAfter: 'promoteAfter' } as const;

/** What an outward step says: its own content, a stored one, or a split test of these. */
export function contentFields(form: ShownStepForm, choices: StepChoices, own: OwnContent): KnownBlock[] {
  const { file, kind, templates } = form;
  const content = file[kind];
  const isOffered = own.isStored && (templates.length > 0 || choices.content === 'template');
  const sources = [
    option(own.label, 'inline'),
    ...(isOffered || choices.content === 'template' ? [option('Use a stored template', 'template')] : []),
    option('Split test: several, by weight', 'variants'),
  ];
  return [
    input(contentBlocks.source, 'Content', radio(actionIds.builder.content, sources, choices.content), {
      dispatch: true,
    }),
    ...(choices.content === 'inline' ? own.fields(isObject(content) ? content : {}, form) : []),
    ...(choices.content === 'template' ? templateFields(file.template, form, own) : []),
    ...(choices.content === 'variants' ? [...variantList(form, own), promoteAfterField(file)] : []),
  ];
}

function promoteAfterField({ promoteAfter }: StepFileJson): KnownBlock {
  const sample = numberInput(numberOf(promoteAfter), 1, sequenceLimits.sample);
  return input(contentBlocks.promoteAfter, 'End it by itself, once each went out this often', sample, {
    optional: true,
    hint: 'If one gets clearly more replies by then or later, it alone goes on. Empty: only you end it, in the report.',
  });
}

export function templateFields(
  template: unknown,
  place: ContentPlace,
  { isStored, told }: Pick<OwnContent, 'isStored' | 'told'>,
): KnownBlock[] {
  const { templates } = place;
  if (!isStored && templates.length === 0) {
    return context(`Its text is the stored template “${escaped(oneLine(textOf(template) ?? ''), 150)}”.`);
  }
  const names = templates.map(({ name, subject }) => option(name, name.slice(0, SLACK_LIMITS.optionValue), subject));
  const menu = select(actionIds.builder.template, names, textOf(template), 'Choose a template');
  return [input(contentBlocks.template, 'Template', menu, { dispatch: told !== undefined }), ...(told?.(place) ?? [])];
}

/** The keys of the content: one of them is there, the others are left out. */
export function readContent(
  kind: OutwardKind,
  own: OwnContent,
  state: FormState,
  base: StepFileJson,
  choices: StepChoices,
): StepFileJson {
  const none = { [kind]: undefined, template: undefined, variants: undefined, promoteAfter: undefined };
  const before = base[kind];
  const typed = () => own.read(state, isObject(before) ? before : {});
  switch (choices.content) {
    case 'inline':
      return { ...none, [kind]: typed() };
    case 'template':
      return { ...none, template: state.choice(contentBlocks.template) ?? textOf(base.template) ?? '' };
    case 'variants':
      return {
        ...none,
        variants: Array.isArray(base.variants) ? base.variants : firstVariant(kind, base, typed()),
        promoteAfter: readNumber(state, contentBlocks.promoteAfter) ?? undefined,
      };
  }
}

/** What stood in the form becomes the first way of the split test. */
function firstVariant(kind: OutwardKind, base: StepFileJson, typed: Readonly<Record<string, unknown>>): unknown[] {
  const first = { id: 'a', weight: 50 };
  if (typeof base.template === 'string') return [{ ...first, template: base.template }];
  const isTyped = Object.values(typed).some((value) => typeof value === 'string' && value !== '');
  return isTyped ? [{ ...first, [kind]: typed }] : [];
}
