import { z } from 'zod';
import type { PauseTarget } from '../../app/enrollments/target.js';

const target = z.union([
  z.object({ kind: z.literal('contact'), email: z.string(), sequence: z.string().nullable() }),
  z.object({ kind: z.literal('enrollment'), enrollmentId: z.string() }),
  z.object({ kind: z.literal('sequence'), name: z.string() }),
  z.object({ kind: z.literal('sequence'), sequenceId: z.string() }),
  z.object({ kind: z.literal('owner'), memberId: z.string() }),
  z.object({ kind: z.literal('everything') }),
]) satisfies z.ZodType<PauseTarget>;

/** A target that a view or a button remembers; null for what is none. */
export function readTarget(stored: unknown): PauseTarget | null {
  const parsed = target.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** {@link readTarget} of JSON, as a button carries it. */
export function readTargetJson(text: string): PauseTarget | null {
  try {
    return readTarget(JSON.parse(text));
  } catch {
    return null;
  }
}
