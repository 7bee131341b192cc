import { z } from 'zod';
import { partLists } from '../../../app/sequences/stepParts.js';
import { stepKinds } from '../../../domain/steps/step-kind.js';
import { assignees, contents, timings, ways } from '../../views/builder/step-choices.js';

/** What the builder's view remembers: which draft, as of which revision, and what of it is shown. */
const place = z.object({
  draftId: z.string(),
  revision: z.number(),
  page: z.number(),
  inputs: z.number(),
  /** The page of remarks; the forms on top do not remember it. */
  advice: z.number().optional(),
});
export type DraftPlace = Readonly<z.infer<typeof place>>;

/** What a step's form remembers beside it. */
const stepPlace = place.extend({
  kind: z.enum(stepKinds),
  /** Null: a new one. */
  stepId: z.string().nullable(),
  /** What was set aside of it; null: nothing. */
  formId: z.string().nullable(),
});
export type StepPlace = Readonly<z.infer<typeof stepPlace>>;

/** What the form of a step's part remembers: the form below with the choices made in it, and which part this is. */
const partPlace = stepPlace.extend({
  formId: z.string(),
  part: z.object({
    list: z.enum(partLists),
    index: z.number().nullable(),
    or: z.union([z.number(), z.literal('new')]).nullable(),
    kind: z.string(),
  }),
  choices: z.object({
    timing: z.enum(timings),
    content: z.enum(contents),
    assignee: z.enum(assignees),
    repeats: z.boolean(),
    holds: z.enum(ways),
    otherwise: z.enum(ways),
  }),
  after: z.string().nullable(),
});
export type PartFormPlace = Readonly<z.infer<typeof partPlace>>;

/** Throws where the metadata are no builder's. */
export function readDraftPlace(metadata: unknown): DraftPlace {
  return place.parse(metadata);
}

/** Throws where the metadata are no step form's. */
export function readStepPlace(metadata: unknown): StepPlace {
  return stepPlace.parse(metadata);
}

/** Throws where the metadata are no part form's. */
export function readPartPlace(metadata: unknown): PartFormPlace {
  return partPlace.parse(metadata);
}

/** What somebody is told whose window shows a draft that was changed in another one. */
export const staleNotice =
  'This draft was changed in another window. Here is how it stands now; what you just did was not done.';

/** The same in a form on top of it, which goes over that when it is saved again. */
export const typedKeptNotice =
  'This draft was changed in another window. What you typed is kept: save again to put it into the draft as it is now.';
