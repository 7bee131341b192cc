import type { DateTime } from 'luxon';
import { blankFieldsIn } from '../enrolling/blankFields.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';
import type { ShownMissing } from '../shown/people.js';

/**
 * What the texts lack that these enrollments, each held for a blank field, are still to send: the held one's first. Fields as
 * forms name them; null where nothing is missing that a contact has.
 */
export async function missingFields(
  tables: Tables,
  held: readonly Enrollment[],
  now: DateTime,
): Promise<ShownMissing | null> {
  const fields = new Map<string, string>();
  const sequences: string[] = [];
  for (const snapshot of await loadSnapshots(tables, held)) {
    const found = missingIn(snapshot, now);
    if (found.length > 0) sequences.push(snapshot.plan.sequence.name);
    for (const { field, label } of found) fields.set(field, label);
  }
  if (fields.size === 0) return null;
  return { sequences, fields: [...fields].map(([field, label]) => ({ field, label })) };
}

function missingIn({ enrollment, plan, contact, owner, workspace, templates }: Snapshot, now: DateTime) {
  const { steps } = plan.sequence;
  const next = steps.findIndex(({ id }) => id === enrollment.progress.pending?.stepId);
  const blankFields = blankFieldsIn(plan.sequence, next < 0 ? [] : steps.slice(next), templates);
  const { blanks } = blankFields({ contact, owner, workspace, now: now.setZone(plan.zone) });
  return blanks.flatMap(({ field, label }) => {
    if (field === null) return [];
    // A form has the parts of a name.
    return field === 'name' ? [{ field: 'firstName', label: 'First name' }] : [{ field, label }];
  });
}
