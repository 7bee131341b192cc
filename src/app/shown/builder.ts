import type { Remark } from '../../domain/coach/remark.js';
import type { StepFileJson } from '../../domain/sequence/file.js';
import type { Step } from '../../domain/steps/step.js';
import type { StepKind } from '../../domain/steps/step-kind.js';
import type { ShownPreview } from './sequences.js';

/** A draft in the builder. Its steps were checked one by one when they were saved. */
export interface ShownBuilder {
  readonly draftId: string;
  /** The draft's revision that is shown: what is clicked here is done to that one only. */
  readonly revision: number;
  readonly name: string;
  readonly zone: 'account' | 'contact';
  /** HH:mm; null: the usual 10:00. */
  readonly defaultTime: string | null;
  readonly steps: readonly ShownBuilderStep[];
  /** `dates` has one entry a step. */
  readonly preview: ShownPreview;
  /** What the coach says; it stops nothing. */
  readonly remarks: readonly Remark[];
  /** Counts from 0. */
  readonly page: number;
  /** The revision at which the fields above the steps were last set by us rather than typed. */
  readonly inputs: number;
  /** What somebody has to know before they go on; null: nothing. */
  readonly notice: string | null;
  /** What stops the publishing as a whole. */
  readonly problem: string | null;
}

export interface ShownBuilderStep {
  readonly step: Step;
  /** What is wrong with it now that others changed. */
  readonly problem: string | null;
}

/** The kinds of steps that have a form; others are written in the sequence file. */
export const formKinds = ['email', 'task', 'delay'] as const satisfies readonly StepKind[];
export type FormKind = (typeof formKinds)[number];

/** One step in its form. */
export interface ShownStepForm {
  readonly draftId: string;
  readonly revision: number;
  /** What the builder below remembers. */
  readonly below: { readonly page: number; readonly inputs: number };
  /** What somebody has to know before they save; null: nothing. */
  readonly notice: string | null;
  /** Null: a new one, which goes to the end. */
  readonly stepId: string | null;
  readonly kind: FormKind;
  /** The step as the sequence file has it; of a new one, what is known so far. */
  readonly file: StepFileJson;
  /** The sequence's default time, HH:mm. */
  readonly defaultTime: string;
  /** Stored templates by name. */
  readonly templates: readonly { readonly name: string; readonly subject: string }[];
}
