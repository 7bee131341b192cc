import { DateTime } from 'luxon';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { openMailboxes } from '../../../src/app/firing/openMailboxes.js';
import { createAppWorld } from '../../support/app-world.js';

/** A mail at nine, on the day on which people are enrolled: a Monday, 08:00. */
export const mail = (more: object = {}) => ({
  id: 'intro',
  kind: 'email',
  when: { at: '09:00' },
  email: { subject: 'Hi', body: 'Hi' },
  ...more,
});

/** {@link createAppWorld} whose senders send no more than they may. */
export async function createLimitsWorld() {
  const world = await createAppWorld();
  /** On the account's clock. */
  const at = (iso: string) => DateTime.fromISO(iso, { zone: world.workspace.zone }).toUTC();
  return {
    ...world,
    at,
    limit: (perHour: number | null, perDay: number | null = null) =>
      world.store.read.workspaces.update(world.workspace.id, { mailsPerHour: perHour, mailsPerDay: perDay }),
    /** Enrolls so many who are due at nine: c0, c1, and so on. */
    due: async (count: number, sequence: object = { name: 'Limited', steps: [mail()] }, prefix = 'c') => {
      const version = await world.publish(sequence as Record<string, unknown>);
      for (let index = 0; index < count; index += 1) {
        await world.enrollIn(version, { email: `${prefix}${index}@example.com` });
      }
    },
    /** Moves the clock and fires what is due, as a worker's lanes do. Answers who was written to. */
    fire: async (iso: string): Promise<string[]> => {
      await world.clock.freezeAt(at(iso));
      const before = world.mailer.taken.length;
      for (let more = true; more; ) {
        await openMailboxes(world.deps);
        more = (await fireDue(world.deps)) > 0;
      }
      return world.mailer.taken.slice(before).map((one) => one.to.email);
    },
    /** How many wait their turn. */
    queued: async () =>
      (
        await world.pool.query(
          'SELECT count(*)::int AS count FROM enrollments WHERE queued_for IS NOT NULL AND due_at IS NULL',
        )
      ).rows[0].count,
  };
}

export type LimitsWorld = Awaited<ReturnType<typeof createLimitsWorld>>;
