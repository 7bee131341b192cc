import type { DateTime } from 'luxon';
import type { Contact } from '../../domain/contact/contact.js';
import { templateData } from '../../domain/contact/contact-data.js';
import { blankVariables } from '../../domain/template/render-email.js';
import { withProgress } from '../enrollments/saveTransition.js';
import type { Tables } from '../ports/store.js';
import type { Enrollment } from '../ports/stores/enrollments.js';

/** The enrollments of these contacts that wait for a field; their rows are held. Call before the contacts are locked. */
export async function lockHeld(
  tables: Tables,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Enrollment[]> {
  if (contactIds.length === 0) return [];
  const found = await tables.enrollments.find({ workspaceId, contactIds, hold: 'blank-field' });
  return tables.enrollments.lockMany(found.map(({ id }) => id));
}

/**
 * Makes enrollments due again whose blank fields are filled in now, and has their notices rewritten. Answers how many.
 * What else they wait for (a field of the owner's) is asked again when they are taken.
 */
export async function releaseFilled(
  tables: Tables,
  held: readonly Enrollment[],
  contacts: ReadonlyMap<string, Contact>,
  now: DateTime,
): Promise<number> {
  const released = held.filter((enrollment) => {
    const contact = contacts.get(enrollment.contactId);
    return enrollment.hold === 'blank-field' && contact !== undefined && isFilled(enrollment.holdReason, contact, now);
  });
  await tables.enrollments.saveMany(
    released.map((enrollment) => withProgress(enrollment, enrollment.progress, { hold: null, holdReason: null })),
    now,
  );
  if (released.length > 0) {
    await tables.posts.refreshEnrollments(
      released.map(({ id }) => id),
      now,
    );
  }
  return released.length;
}

/** Whether every field of the contact's in a hold's reason (`contact.company, owner.title`) has a value now. */
function isFilled(reason: string | null, contact: Contact, now: DateTime): boolean {
  const paths = (reason ?? '').split(', ').filter((path) => path.startsWith('contact.'));
  const parts = { owner: null, workspace: { name: '', postalAddress: null }, unsubscribeUrl: null, now };
  const data = templateData({ contact, ...parts, sequence: { name: '' }, step: { name: '' } });
  return paths.length > 0 && paths.every((path) => blankVariables(`{{ ${path} }}`, data).length === 0);
}
