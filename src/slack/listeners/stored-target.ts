import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ToPause } from '../../app/enrollments/pause.js';
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
  return readTarget(parsed(text));
}

const ending = z.object({ until: z.iso.datetime() });

/** What such a button would pause again, with the end that the pause had, if that is still ahead. */
export function readPauseJson(text: string, now: DateTime): ToPause | null {
  const target = readTargetJson(text);
  const read = ending.safeParse(parsed(text));
  const until = read.success ? DateTime.fromISO(read.data.until, { zone: 'utc' }) : null;
  return target === null ? null : { target, until: until !== null && until > now ? until : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
