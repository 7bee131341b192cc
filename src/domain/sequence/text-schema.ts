import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { refusals } from '../refusals.js';

/** A text of one or more characters. */
export function line(most: number = sequenceLimits.lineLength) {
  return z.string({ error: refusals.notText() }).min(1, refusals.empty()).max(most, refusals.tooLong(most));
}

export const templateText = z
  .string({ error: refusals.notText() })
  .max(sequenceLimits.templateLength, refusals.tooLong(sequenceLimits.templateLength));

/** Ids of steps and of variants. */
export const idSchema = line(sequenceLimits.idLength).regex(/^[a-z0-9-]+$/, refusals.notId());
