import type { DateTime } from 'luxon';
import { previewDates } from '../../domain/simulate/preview.js';
import { stepLabel } from '../../domain/steps/step.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { planOf } from '../enrollments/planOf.js';
import type { UnknownContact } from '../enrollments/target.js';
import type { Member } from '../ports/stores/people.js';
import type { ShownContactName } from '../shown/enrollments.js';
import { readerZone } from '../shown/readerZone.js';
import { findSequence, type UnknownSequence } from './findSequence.js';

/** What an enrollment made now would get, in the order in which it comes. */
export interface Simulated {
  readonly sequenceId: string;
  readonly name: string;
  /** Null: nobody in particular. */
  readonly contact: ShownContactName | null;
  readonly dates: readonly { readonly step: string; readonly at: DateTime }[];
  /** There is more than was looked at. */
  readonly goesOn: boolean;
  readonly enrolledAt: DateTime;
  /** The clock that the rules go by, and that of whoever looks. */
  readonly zone: string;
  readonly reader: string;
}

export type SimulatedSequence = { readonly ok: true; readonly simulated: Simulated } | UnknownSequence | UnknownContact;

const mostDates = 40;

/** The dates of a sequence by name or slug, for a contact or for nobody in particular. Enrolls nobody. */
export async function simulateSequence(
  { store: { read }, clock }: Pick<AppDeps, 'store' | 'clock'>,
  asked: { readonly actor: Member; readonly name: string; readonly email: string | null },
): Promise<SimulatedSequence> {
  const { actor, name, email } = asked;
  const found = await findSequence(read, actor.workspaceId, name);
  if (!found.ok) return found;
  const contact = email === null ? null : await findContact(read, actor.workspaceId, email);
  if (contact !== null && 'ok' in contact) return contact;
  const version = await read.sequences.version(found.sequence.currentVersionId);
  const workspace = await read.workspaces.byId(actor.workspaceId);
  if (version === null || workspace === null) throw new Error(`sequence ${found.sequence.id} has no version`);
  const enrolledAt = await clock.now();
  const plan = planOf(version, workspace, contact);
  const dates = previewDates(plan, enrolledAt, { limit: mostDates + 1 });
  return {
    ok: true,
    simulated: {
      ...{ sequenceId: found.sequence.id, name: found.sequence.name, enrolledAt, zone: plan.zone },
      reader: readerZone(actor, workspace),
      contact: contact === null ? null : shownName(contact),
      dates: dates.slice(0, mostDates).map(({ step, at }) => ({ step: stepLabel(step), at })),
      goesOn: dates.length > mostDates,
    },
  };
}
