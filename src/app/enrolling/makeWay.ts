import { exit } from '../../domain/enrollment/exit.js';
import type { AppDeps } from '../deps.js';
import { planOf } from '../enrollments/planOf.js';
import { saveTransition } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Enrolling } from './judgeAddresses.js';
import type { AddressVerdict } from './request.js';

/** Completed enrollments of contacts that come in again end. */
export async function makeWay(
  tables: Tables,
  ids: AppDeps['ids'],
  { sequence, workspace, now }: Enrolling,
  ready: readonly AddressVerdict[],
): Promise<void> {
  const contactIds = ready.flatMap(({ contact, isAgain }) => (isAgain && contact !== null ? contact.id : []));
  if (contactIds.length === 0) return;
  const filter = { workspaceId: workspace.id, sequenceId: sequence.id, contactIds, status: 'completed' } as const;
  const completed = await tables.enrollments.find(filter);
  for (const enrollment of await tables.enrollments.lockMany(completed.map(({ id }) => id))) {
    const version = await tables.sequences.version(enrollment.sequenceVersionId);
    if (version === null) throw new Error(`enrollment ${enrollment.id} has no version`);
    const ended = exit(enrollment.progress, 're-enrolled', now);
    await saveTransition({ tables, ids, now }, enrollment, planOf(version, workspace, null), ended);
  }
}
