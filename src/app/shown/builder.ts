import type { Remark } from '../../domain/coach/remark.js';
import type { StepFileJson } from '../../domain/sequence/file.js';
import type { SequenceSettings, SequenceType } from '../../domain/sequence/sequence.js';
import type { Step } from '../../domain/steps/step.js';
import type { StepId, StepKind } from '../../domain/steps/step-kind.js';
import type { ShownPreview } from './sequences.js';
import type { ShownPicture } from './templates.js';
import type { ShownLength } from './textLength.js';

/** A draft in the builder. Its steps were checked one by one when they were saved. */
export interface ShownBuilder {
  readonly draftId: string;
  /** The draft's revision that is shown: what is clicked here is done to that one only. */
  readonly revision: number;
  readonly name: string;
  readonly type: SequenceType;
  readonly zone: 'account' | 'contact';
  /** HH:mm; null: the usual 10:00. */
  readonly defaultTime: string | null;
  /** Null where what the draft says cannot be read. */
  readonly settings: SequenceSettings | null;
  /** The live sequence that is edited; null: a new one. */
  readonly editing: ShownEditing | null;
  readonly steps: readonly ShownBuilderStep[];
  /** `dates` has one entry a step. */
  readonly preview: ShownPreview;
  /** Kinds of steps that nothing carries here, and why. */
  readonly unavailable: Readonly<Partial<Record<StepKind, string>>>;
  /** What the coach says; it stops nothing. */
  readonly remarks: readonly Remark[];
  /** Counts from 0. */
  readonly page: number;
  /** Which page of the remarks, counted from 0. */
  readonly advice: number;
  /** The revision at which the fields above the steps were last set by us rather than typed. */
  readonly inputs: number;
  /** What somebody has to know before they go on; null: nothing. */
  readonly notice: string | null;
  /** What stops the publishing as a whole. */
  readonly problem: string | null;
}

/** What stands beside the draft of a live sequence. */
export interface ShownEditing {
  readonly name: string;
  /** The version that is edited. */
  readonly version: number;
  /** People in it who have not left. */
  readonly people: number;
  /** Who else has a draft of it, and since when they changed it last; on the reader's clock. */
  readonly others: readonly { readonly name: string; readonly at: string }[];
}

export interface ShownBuilderStep {
  readonly step: Step;
  /** What is wrong with it now that others changed. */
  readonly problem: string | null;
}

/** A step as menus name it. */
export interface ListedStep {
  readonly id: StepId;
  readonly label: string;
  readonly kind: StepKind;
}

/** A sequence's settings in their form. */
export interface ShownSettingsForm {
  readonly draftId: string;
  readonly revision: number;
  /** What the builder below remembers. */
  readonly below: { readonly page: number; readonly inputs: number };
  /** What somebody has to know before they save; null: nothing. */
  readonly notice: string | null;
  readonly type: SequenceType;
  /** The keys of the sequence file, as saved or as typed. */
  readonly file: Readonly<Record<string, unknown>>;
}

/** A stored template as menus name it. */
export interface ListedTemplate {
  readonly name: string;
  readonly subject: string;
  /** The picture of a card; null: of none. */
  readonly picture: ShownPicture | null;
}

/** One step in its form. */
export interface ShownStepForm {
  readonly draftId: string;
  readonly revision: number;
  /** What the builder below remembers. */
  readonly below: { readonly page: number; readonly inputs: number };
  /** What somebody has to know before they save; null: nothing. */
  readonly notice: string | null;
  /** Null: a new one. */
  readonly stepId: StepId | null;
  /** What was typed and set aside while parts of it were worked on; null: nothing. */
  readonly formId: string | null;
  readonly kind: StepKind;
  readonly type: SequenceType;
  /** The step as the sequence file has it; of a new one, what is known so far. */
  readonly file: StepFileJson;
  /** The sequence's default time, HH:mm. */
  readonly defaultTime: string;
  /** What delays are rounded up to. */
  readonly delayGridMinutes: number;
  /** Stored templates of its kind by name. */
  readonly templates: readonly ListedTemplate[];
  /** Stored fulfillment lists by name. */
  readonly lists: readonly string[];
  /** Of the text that is written or chosen in the form, for somebody made up; null: of none. */
  readonly length: ShownLength | null;
  /** Where mails may come from: the usual address first, then what admins list, domains as `@example.com`. */
  readonly senders: readonly string[];
  /** Numbers that texts may come from; none where they are not known just now. */
  readonly numbers: readonly string[];
  /** Every step of the draft in order, this one too. */
  readonly steps: readonly ListedStep[];
  /** Somebody tells what became of mails: conditions may ask for it. */
  readonly hearsOfMails: boolean;
  /** The step that it comes after; null: it comes first. */
  readonly after: StepId | null;
  /** Other sequences by name. */
  readonly sequences: readonly string[];
  /** Slack ids of those whom its task is given to, by their names as written; of those that are known. */
  readonly slackIds: ReadonlyMap<string, string>;
}
