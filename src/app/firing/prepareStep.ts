import type { DateTime } from 'luxon';
import { type CarriedKind, isCarried } from '../../domain/steps/lane.js';
import type { Step, StepOfKind } from '../../domain/steps/step.js';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { Execution } from '../ports/stores/executions.js';
import type { Snapshot } from './loadSnapshots.js';
import type { ThingOfKind } from './outgoing.js';
import { blanksOfCard, prepareCard } from './prepareCard.js';
import { blanksOfMail, type MailSettings, prepareMail } from './prepareMail.js';
import { blanksOfText, prepareText } from './prepareText.js';

/** What a step's thing is made of, apart from where it is stored. */
export type PreparingSnapshot = Pick<
  Snapshot,
  'enrollment' | 'contact' | 'owner' | 'workspace' | 'plan' | 'templates' | 'previousMail'
>;

/**
 * Numbers that texts come from, the first for steps that name none. `unknown`: nobody knows them now, and nothing is to
 * leave; null: no provider for texts is configured.
 */
export type SendingNumbers = readonly string[] | 'unknown' | null;

/** What things are sent with, beside what the sequence says. */
export interface PreparingContext {
  readonly settings: MailSettings;
  readonly numbers: SendingNumbers;
  readonly executionId: string;
  readonly now: DateTime;
}

/** What a step comes to for one contact. */
export type Prepared<Thing> =
  /** `summary` is what the ledger keeps of it. */
  | { readonly kind: 'ready'; readonly thing: Thing; readonly summary: NonNullable<Execution['summary']> }
  /** Merge fields that would be blank and have no default: dotted paths. */
  | { readonly kind: 'blank'; readonly fields: readonly string[] }
  /** It can never be sent as it stands; a clause for people, without a full stop. */
  | { readonly kind: 'impossible'; readonly reason: string };

type Prepare<K extends CarriedKind> = (
  snapshot: PreparingSnapshot,
  step: StepOfKind[K],
  context: PreparingContext,
) => Prepared<ThingOfKind[K]>;

const prepares: { readonly [K in CarriedKind]: Prepare<K> } = {
  email: prepareMail,
  sms: prepareText,
  postcard: prepareCard,
};

/** Renders what a step sends to one contact. */
export function prepareStep<K extends CarriedKind>(kind: K, ...of: Parameters<Prepare<K>>): Prepared<ThingOfKind[K]> {
  return prepares[kind](...of);
}

type Blanks<K extends CarriedKind> = (
  snapshot: PreparingSnapshot,
  step: StepOfKind[K],
  data: TemplateData,
) => readonly string[];

const blanks: { readonly [K in CarriedKind]: Blanks<K> } = {
  email: blanksOfMail,
  sms: blanksOfText,
  postcard: blanksOfCard,
};

/**
 * The merge fields that a step would leave blank with this data: dotted paths. None also where it sends nothing, or its
 * text is not stored. Throws TemplateFault.
 */
export function blanksOf(step: Step, snapshot: PreparingSnapshot, data: TemplateData): readonly string[] {
  return isCarriedStep(step) ? blanksOfKind(step.kind, snapshot, step, data) : [];
}

function blanksOfKind<K extends CarriedKind>(kind: K, ...of: Parameters<Blanks<K>>): readonly string[] {
  return blanks[kind](...of);
}

/** {@link prepareStep} of a step whose kind is not known to the compiler; null where it sends nothing. */
export function prepareAny(step: Step, snapshot: PreparingSnapshot, context: PreparingContext) {
  return isCarriedStep(step) ? prepareStep(step.kind, snapshot, step, context) : null;
}

function isCarriedStep(step: Step): step is StepOfKind[CarriedKind] {
  return isCarried(step.kind);
}
