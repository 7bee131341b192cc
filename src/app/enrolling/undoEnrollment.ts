import { z } from 'zod';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { takeOut } from '../enrollments/removeFromSequence.js';
import type { Gone, NotAllowed } from '../enrollments/target.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';

/** In the detail of an audit entry: all enrollments that came with one command. */
const together = z.object({ sequence: z.string(), together: z.array(z.string()) });

/** What such an entry's detail holds for the way back. */
export function enrolledTogether(enrollmentIds: readonly string[]): Pick<z.infer<typeof together>, 'together'> {
  return { together: [...enrollmentIds] };
}

export type UndoneEnrollment =
  /** `people`: how many were taken out; none where all were out already. */
  { readonly ok: true; readonly people: number; readonly sequenceName: string } | Gone | NotAllowed;

/**
 * Takes those out again whom one command enrolled, in one transaction; what went out meanwhile is out. Whoever enrolled
 * them may, also from a colleague, and who may act on all of them. `entryId`: the audit entry's.
 */
export async function undoEnrollment(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke'>,
  { actor, entryId }: { readonly actor: Member; readonly entryId: string },
): Promise<UndoneEnrollment> {
  const entry = await deps.store.read.audit.byId(entryId);
  const detail = together.safeParse(entry?.detail);
  if (entry?.workspaceId !== actor.workspaceId || entry.action !== 'enroll' || !detail.success) {
    return { ok: false, reason: 'gone' };
  }
  const { together: enrollmentIds, sequence: sequenceName } = detail.data;
  const enrollments = await deps.store.read.enrollments.byIds(enrollmentIds);
  for (const { ownerId } of enrollments) {
    const refused = refusal(actor, 'act-on-enrollment', ownerId === actor.id || entry.actorId === actor.id);
    if (refused !== null) return refused;
  }
  const now = await deps.clock.now();
  const { ids } = deps;
  const people = await deps.store.transact(async (tables) => {
    const out = await takeOut({ tables, ids, now }, actor, enrollmentIds);
    for (const { contact } of out) {
      const what = { action: 'enroll.undo', subject: contact.email, detail: { sequence: sequenceName } };
      await audit({ tables, ids, now }, actor, what);
    }
    return out.length;
  });
  deps.poke();
  return { ok: true, people, sequenceName };
}
