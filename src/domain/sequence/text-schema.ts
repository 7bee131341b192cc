import { z } from 'zod';
import { sequenceLimits } from '../limits.js';

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

/** Ids of steps and of variants. */
export const idSchema = line(sequenceLimits.idLength).regex(
  /^[a-z0-9-]+$/,
  'must be lower-case letters, digits and hyphens',
);
