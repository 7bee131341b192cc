import type { KnownBlock, ModalView } from '@slack/types';
import type { PartPlace } from '../../../../app/sequences/stepParts.js';
import type { ShownStepForm } from '../../../../app/shown/builder.js';
import type { ShownLength } from '../../../../app/shown/textLength.js';
import { isObject } from '../../../../domain/sequence/problems.js';
import { type ActionKind, actionKinds } from '../../../../domain/steps/action.js';
import { isOutwardKind, type OutwardKind } from '../../../../domain/steps/step.js';
import type { StepKind } from '../../../../domain/steps/step-kind.js';
import { actionIds, callbackIds } from '../../../action-ids.js';
import { context, input, modal } from '../../blocks.js';
import { select } from '../../inputs.js';
import { readState } from '../../state.js';
import type { StepChoices } from '../step-choices.js';
import type { SlackIds } from '../whom-fields.js';
import { actionFields, actionOptions, readAction } from './action-fields.js';
import { conditionFields, conditionOptions, leafOf, readCondition } from './condition-fields.js';
import { type ConditionKind, conditionKinds, type PartKind } from './part.js';
import { readVariant, type VariantSource, variantFields, variantSource } from './variant-fields.js';

/** One part of a step in its form, on top of the step's. */
export interface ShownPart {
  /** The step's form below, which takes the part when it is saved; `file` as it was set aside. */
  readonly form: ShownStepForm & { readonly formId: string };
  readonly choices: StepChoices;
  readonly place: PartPlace;
  readonly kind: PartKind;
  /** As the file has it, perhaps not whole; null: a new one. */
  readonly part: unknown;
  /** Of the text that is written in a variant, for somebody made up; null: of none. */
  readonly length: ShownLength | null;
  /** Slack ids of those whom an action names, by their names as written; of those that are known. */
  readonly slackIds: SlackIds;
}

/** Which form shows a part that is there; null where none can. */
export function kindOfPart({ list }: PartPlace, part: unknown): PartKind | null {
  if (list === 'if') return leafOf(part)?.kind ?? null;
  if (list === 'variants') return variantSource(part);
  return actionKinds.find((kind) => isObject(part) && kind in part) ?? null;
}

/** A part's kind as it was chosen in a menu; null where the list has no such. */
export function readPartKind({ list }: PartPlace, chosen: string): PartKind | null {
  if (list === 'if') return conditionKinds.find((kind) => kind === chosen) ?? null;
  if (list === 'do') return actionKinds.find((kind) => kind === chosen) ?? null;
  return chosen === 'inline' || chosen === 'template' ? chosen : null;
}

const titles = { if: 'Condition', do: 'Action', variants: 'Variant' } as const;

/** The form of one condition, action or variant. */
export function partModal(shown: ShownPart): ModalView {
  const { form, place, kind, choices } = shown;
  return modal({
    callbackId: callbackIds.part,
    title: titles[place.list],
    submit: `Save ${titles[place.list].toLowerCase()}`,
    close: 'Back',
    metadata: {
      draftId: form.draftId,
      revision: form.revision,
      stepId: form.stepId,
      formId: form.formId,
      kind: form.kind,
      ...form.below,
      part: { ...place, kind },
      choices,
      after: form.after,
    },
    blocks: [...kindMenu(place, kind), ...partFields(shown)],
  });
}

/** Choosing another kind shows its fields. */
function kindMenu({ list }: PartPlace, kind: PartKind): KnownBlock[] {
  if (list === 'variants') return [];
  const options = list === 'if' ? conditionOptions : actionOptions;
  const label = list === 'if' ? 'Asks' : 'Does';
  return [input('what', label, select(actionIds.builder.partKind, options, kind, 'Choose'), { dispatch: true })];
}

function partFields({ form, place, kind, part, length, slackIds }: ShownPart): KnownBlock[] {
  if (isConditionKind(place, kind)) return conditionFields(kind, part, form);
  if (isActionKind(place, kind)) return actionFields(kind, part, { sequences: form.sequences, slackIds });
  if (isVariantSource(place, kind) && isOutwardKind(form.kind)) {
    const variants = Array.isArray(form.file.variants) ? form.file.variants : [];
    const fallbackId = String.fromCharCode(97 + (variants.length % 26));
    return variantFields(form.kind, kind, part, { ...form, length, fallbackId });
  }
  return context('This part cannot be changed here.');
}

/** The part as typed, as the file has it; `before`: as it was. */
export function readPart(
  of: { readonly stepKind: StepKind; readonly place: PartPlace; readonly kind: PartKind },
  values: unknown,
  before: unknown,
): unknown {
  const state = readState(values);
  const { place, kind, stepKind } = of;
  if (isConditionKind(place, kind)) return readCondition(kind, state, before);
  if (isActionKind(place, kind)) return readAction(kind, state, before);
  return isVariantSource(place, kind) && isOutwardKind(stepKind)
    ? readVariant(stepKind satisfies OutwardKind, kind, state, before)
    : before;
}

function isConditionKind({ list }: PartPlace, kind: PartKind): kind is ConditionKind {
  return list === 'if' && conditionKinds.some((one) => one === kind);
}

function isActionKind({ list }: PartPlace, kind: PartKind): kind is ActionKind {
  return list === 'do' && actionKinds.some((one) => one === kind);
}

function isVariantSource({ list }: PartPlace, kind: PartKind): kind is VariantSource {
  return list === 'variants' && (kind === 'inline' || kind === 'template');
}
