import { z } from 'zod';
import { sequenceLimits } from '../sequence/limits.js';
import type { Repeat, When } from '../sequence/when.js';
import {
  repeatFromFile,
  repeatSchema,
  repeatToFile,
  whenFromFile,
  whenSchema,
  whenToFile,
} from '../sequence/when-schema.js';

/** A text of one or more characters. */
export function line(most: number = sequenceLimits.lineLength) {
  return z
    .string({ error: 'must be a text' })
    .min(1, 'must not be empty')
    .max(most, `must be at most ${most} characters`);
}

export const templateText = z
  .string({ error: 'must be a text' })
  .max(sequenceLimits.templateLength, `must be at most ${sequenceLimits.templateLength} characters`);

export const stepIdSchema = line(sequenceLimits.idLength).regex(
  /^[a-z0-9-]+$/,
  'must be lower-case letters, digits and hyphens',
);

/** Keys of every step; `id` was checked, or made from the name, before. */
export const stepShape = {
  id: z.unknown().optional(),
  name: line(sequenceLimits.nameLength).optional(),
};

/** Keys of every outward step. Which of the contents there is, is checked apart (exactly one). */
export const outwardShape = {
  ...stepShape,
  when: whenSchema.optional(),
  repeat: repeatSchema.optional(),
  template: line(sequenceLimits.nameLength).optional(),
  // Refused apart, with one message for all kinds.
  variants: z.unknown().optional(),
};

interface OutwardFile {
  readonly name?: string | undefined;
  readonly when?: z.infer<typeof whenSchema> | undefined;
  readonly repeat?: z.infer<typeof repeatSchema> | undefined;
}

export function outwardFromFile(id: string, file: OutwardFile) {
  return { id, name: file.name ?? null, when: whenFromFile(file.when), repeat: repeatFromFile(file.repeat) };
}

interface OutwardParts {
  readonly when: When | null;
  readonly repeat: Repeat | null;
}

/** `when` and `repeat` as keys of the file, each only where it is given. */
export function outwardKeys({ when, repeat }: OutwardParts) {
  return {
    when: when === null ? undefined : whenToFile(when),
    repeat: repeat === null ? undefined : repeatToFile(repeat),
  };
}
