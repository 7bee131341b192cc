import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Progress } from '../../domain/enrollment/progress.js';
import { progressFromJson, progressToJson } from '../../domain/enrollment/progress-json.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { Change } from './saveTransition.js';

const instant = z.iso.datetime().transform((text) => DateTime.fromISO(text, { zone: 'utc' }));

/** How an enrollment stood before a reply ended it. */
const beforeSchema = z.object({
  id: z.uuid(),
  progress: z.unknown().transform((json): Progress => progressFromJson(json)),
  isPaused: z.boolean(),
  pausedUntil: instant.nullable(),
  hold: z.enum(['blank-field', 'failed', 'uncertain']).nullable(),
  holdReason: z.string().nullable(),
  /** Its open tasks. */
  tasks: z.array(z.object({ id: z.uuid(), snoozedUntil: instant.nullable() })),
});

/** What the audit entry of a reply keeps, so that it can be taken back. */
const replyUndoSchema = z.object({
  ended: z.array(beforeSchema),
  /** Enrollments that went on and kept the answer, with the step that it was to. */
  answered: z.array(z.object({ id: z.uuid(), step: z.string().nullable() })),
  /** Source ids of the events that were written. */
  events: z.array(z.string()),
});
export type ReplyUndo = z.output<typeof replyUndoSchema>;
export type EndedBefore = ReplyUndo['ended'][number];

/** What is to be kept of enrollments that a reply changes, before they are written. */
export async function replyUndo(
  tables: Tables,
  { changed, events }: { readonly changed: readonly Change[]; readonly events: readonly string[] },
): Promise<z.input<typeof replyUndoSchema>> {
  const ending = changed.filter(({ transition }) => transition.progress.exited !== null);
  const open = await tables.tasks.openOf(ending.map(({ enrollment }) => enrollment.id));
  return {
    ended: ending.map(({ enrollment }) => {
      const tasks = open.filter(({ enrollmentId }) => enrollmentId === enrollment.id);
      return {
        ...beforeOf(enrollment),
        tasks: tasks.map(({ id, snoozedUntil }) => ({ id, snoozedUntil: iso(snoozedUntil) })),
      };
    }),
    answered: changed.flatMap(({ enrollment, transition: { progress } }) => {
      if (progress.exited !== null) return [];
      const before = enrollment.progress.answers.replied;
      const added = progress.answers.replied.filter((step) => !before.includes(step));
      return added.map((step) => ({ id: enrollment.id, step }));
    }),
    events: [...events],
  };
}

function beforeOf({ id, progress, pauses, pausedUntil, hold, holdReason }: Enrollment) {
  const isPaused = pauses.includes('self');
  return { id, progress: progressToJson(progress), isPaused, pausedUntil: iso(pausedUntil), hold, holdReason };
}

/** Reads what {@link replyUndo} wrote; null where an entry keeps nothing of the kind. */
export function readReplyUndo(detail: Readonly<Record<string, unknown>> | null): ReplyUndo | null {
  const read = replyUndoSchema.safeParse(detail?.undo);
  return read.success ? read.data : null;
}

function iso(at: DateTime | null): string | null {
  return at?.toUTC().toISO() ?? null;
}
