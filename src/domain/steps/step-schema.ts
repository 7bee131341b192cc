import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { line } from '../sequence/text-schema.js';
import type { Repeat, When } from '../sequence/when.js';
import type { DateWhenFile, WhenFile } from '../sequence/when-schema.js';
import {
  dateWhenSchema,
  repeatFromFile,
  repeatSchema,
  repeatToFile,
  whenFromFile,
  whenSchema,
  whenToFile,
} from '../sequence/when-schema.js';

/** Keys of every step; `id` was checked, or made from the name, before. */
export const stepShape = {
  id: z.unknown().optional(),
  name: line(sequenceLimits.nameLength).optional(),
};

/** A kind's schema in step sequences, and in date sequences; null where the kind has no place there. */
export interface StepSchemas<S extends z.ZodType = z.ZodType, D extends z.ZodType = z.ZodType> {
  readonly step: S;
  readonly date: D | null;
}

/** A step as its schemas read it, of either type of sequence. */
export type FileOf<S extends StepSchemas> = Omit<z.infer<S['step']>, 'when'> & {
  readonly when?: WhenFile | DateWhenFile | undefined;
};

const repeatedInDates = z.never({ error: coded('repeatOnDates') }).optional();

/**
 * The schemas of an outward kind with its own keys. Which of the contents there is, is checked apart (exactly one).
 * `inDates`: keys that are read otherwise in a date sequence.
 */
export function outwardSchemas<const S extends z.core.$ZodShape, const D extends z.core.$ZodShape>(
  shape: S,
  inDates: D,
) {
  const every = {
    ...stepShape,
    template: line(sequenceLimits.nameLength).optional(),
    promoteAfter: promoteAfterSchema.optional(),
  };
  return {
    step: strictObject({ ...every, when: whenSchema.optional(), repeat: repeatSchema.optional(), ...shape }),
    date: strictObject({ ...every, when: dateWhenSchema, repeat: repeatedInDates, ...shape, ...inDates }),
  };
}

const sampleMessage = coded('notWithin', 1, sequenceLimits.sample);
/** How often every variant must have gone out before the better one is promoted by itself. */
const promoteAfterSchema = z
  .int({ error: sampleMessage })
  .min(1, sampleMessage)
  .max(sequenceLimits.sample, sampleMessage);

interface OutwardFile {
  readonly name?: string | undefined;
  readonly when?: WhenFile | DateWhenFile | undefined;
  readonly repeat?: z.infer<typeof repeatSchema> | undefined;
  readonly promoteAfter?: number | undefined;
}

export function outwardFromFile(id: string, file: OutwardFile) {
  const { name = null, promoteAfter = null } = file;
  return { id, name, when: whenFromFile(file.when), repeat: repeatFromFile(file.repeat), promoteAfter };
}

interface OutwardParts {
  readonly when: When | null;
  readonly repeat: Repeat | null;
  readonly promoteAfter: number | null;
}

/** What every outward step may have as keys of the file, each only where it is given. */
export function outwardKeys({ when, repeat, promoteAfter }: OutwardParts) {
  return {
    promoteAfter: promoteAfter ?? undefined,
    when: when === null ? undefined : whenToFile(when),
    repeat: repeat === null ? undefined : repeatToFile(repeat),
  };
}
