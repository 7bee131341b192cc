import type { KnownBlock } from '@slack/types';
import type { ShownStepForm } from '../../../app/shown/builder.js';
import type { StepFileJson } from '../../../domain/sequence/file.js';
import type { FormState } from '../state.js';
import type { StepChoices } from './step-choices.js';

/** What a kind of steps adds to the form: fields of its own, and how they are read. */
export interface KindForm {
  readonly fields: (form: ShownStepForm, choices: StepChoices) => KnownBlock[];
  /** The kind's own keys of the file; undefined: the key is left out. `base` is the step as it was. */
  readonly read: (state: FormState, base: StepFileJson, choices: StepChoices) => StepFileJson;
}

/** What is stored for an own content to choose from, and what is known of what is written in it. */
export type ContentPlace = Pick<ShownStepForm, 'templates' | 'lists' | 'length'>;

/** How the own content of an outward kind is asked for and read, in a step or in a variant of it. */
export interface OwnContent {
  /** The choice of it: `Write it here`. */
  readonly label: string;
  readonly fields: (own: Readonly<Record<string, unknown>>, place: ContentPlace) => KnownBlock[];
  readonly read: (state: FormState, before: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Whether stored templates can take its place. */
  readonly isStored: boolean;
  /** What is said of the text that is written or chosen; it is told anew with every choice. */
  readonly told?: (place: ContentPlace) => KnownBlock[];
}
