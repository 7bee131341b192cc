import { z } from 'zod';
import { formKinds } from '../../../app/shown/builder.js';

/** What the builder's view remembers: which draft, as of which revision, and what of it is shown. */
export interface DraftPlace {
  readonly draftId: string;
  readonly revision: number;
  readonly page: number;
  readonly inputs: number;
}

const place = z.object({
  draftId: z.string(),
  revision: z.number(),
  page: z.number(),
  inputs: z.number(),
}) satisfies z.ZodType<DraftPlace>;

/** What a step's form remembers beside it. */
export interface StepPlace extends DraftPlace {
  readonly kind: (typeof formKinds)[number];
  /** Null: a new one. */
  readonly stepId: string | null;
}

const stepPlace = place.extend({
  kind: z.enum(formKinds),
  stepId: z.string().nullable(),
}) satisfies z.ZodType<StepPlace>;

/** Throws where the metadata are no builder's. */
export function readDraftPlace(metadata: unknown): DraftPlace {
  return place.parse(metadata);
}

/** Throws where the metadata are no step form's. */
export function readStepPlace(metadata: unknown): StepPlace {
  return stepPlace.parse(metadata);
}

/** What somebody is told whose window shows a draft that was changed in another one. */
export const staleNotice =
  'This draft was changed in another window. Here is how it stands now; what you just did was not done.';
