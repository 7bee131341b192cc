import { factsOf } from '../../domain/contact/facts.js';
import { type DelayGrid, delayGrids, type Plan, type PlanParts, planFor } from '../../domain/timing/plan.js';
import type { Tables } from '../ports/store.js';
import type { StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';

type TimeSettings = Pick<Workspace, 'zone' | 'delayGridMinutes' | 'lateAfterMinutes'>;

/** What the times of one contact's enrollment in this version are computed from. */
export function planOf(
  version: Pick<SequenceVersion, 'definition'>,
  workspace: TimeSettings,
  contact: StoredContact | null,
): Plan {
  const known = contact === null ? {} : { contact: factsOf(contact) };
  return planWith(version, workspace, { contactZone: contact?.zone ?? null, ...known });
}

/** The plan of a contact's enrollment in a version. */
export type PlanOfContact = (version: Pick<SequenceVersion, 'definition'>, contactId: string) => Plan;

/**
 * Plans of many contacts' enrollments, for what reads nothing of a contact but times: in step sequences those in one zone
 * have the same plan, which is one object. In date sequences each has its own dates.
 */
export async function plansOf(
  tables: Pick<Tables, 'contacts'>,
  workspace: TimeSettings,
  { type, contactIds }: { readonly type: 'step' | 'date'; readonly contactIds: readonly string[] },
): Promise<PlanOfContact> {
  if (type === 'date') return plansByDates(tables, workspace, contactIds);
  return plansInZones(workspace, await tables.contacts.zones(contactIds));
}

/** The same for date sequences alone. */
export async function plansByDates(
  tables: Pick<Tables, 'contacts'>,
  workspace: TimeSettings,
  contactIds: readonly string[],
): Promise<PlanOfContact> {
  const contacts = new Map((await tables.contacts.byIds(contactIds)).map((contact) => [contact.id, contact]));
  return (version, contactId) => planOf(version, workspace, contacts.get(contactId) ?? null);
}

/** The same for step sequences alone. `zones`: those that contacts have of their own, by the contacts' ids. */
export function plansInZones(workspace: TimeSettings, zones: ReadonlyMap<string, string>): PlanOfContact {
  const planIn = plansByZone(workspace);
  return (version, contactId) => planIn(version, zones.get(contactId) ?? null);
}

/** The same of contacts that are read already, in one version. */
export function plansIn(
  version: Pick<SequenceVersion, 'definition'>,
  workspace: TimeSettings,
): (contact: StoredContact) => Plan {
  if (version.definition.type === 'date') return (contact) => planOf(version, workspace, contact);
  const planIn = plansByZone(workspace);
  return ({ zone }) => planIn(version, zone);
}

function plansByZone(workspace: TimeSettings) {
  const plans = new Map<unknown, Map<string | null, Plan>>();
  return (version: Pick<SequenceVersion, 'definition'>, zone: string | null): Plan => {
    const byZone = plans.get(version.definition) ?? new Map<string | null, Plan>();
    const plan = byZone.get(zone) ?? planWith(version, workspace, { contactZone: zone });
    plans.set(version.definition, byZone.set(zone, plan));
    return plan;
  };
}

function planWith(
  { definition: sequence }: Pick<SequenceVersion, 'definition'>,
  { zone, delayGridMinutes, lateAfterMinutes }: TimeSettings,
  of: Pick<PlanParts, 'contactZone' | 'contact'>,
): Plan {
  return planFor({
    sequence,
    accountZone: zone,
    ...of,
    delayGridMinutes: gridOf(delayGridMinutes),
    lateAfterMinutes,
  });
}

function gridOf(minutes: number): DelayGrid {
  const grid = delayGrids.find((one) => one === minutes);
  if (grid === undefined)
    throw new RangeError(`a delay grid of ${minutes} minutes is none of ${delayGrids.join(', ')}`);
  return grid;
}
