import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';

/** A text of one or more characters. */
export function line(most: number = sequenceLimits.lineLength) {
  return z
    .string({ error: coded('notText') })
    .min(1, coded('empty'))
    .max(most, coded('tooLong', most));
}

export const templateText = z
  .string({ error: coded('notText') })
  .max(sequenceLimits.templateLength, coded('tooLong', sequenceLimits.templateLength));

/** Ids of steps and of variants. */
export const idSchema = line(sequenceLimits.idLength).regex(/^[a-z0-9-]+$/, coded('notId'));
