import { factsOf } from '../../domain/contact/facts.js';
import { type DelayGrid, delayGrids, type Plan, planFor } from '../../domain/timing/plan.js';
import type { StoredContact, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';

/** What the times of one contact's enrollment in this version are computed from. */
export function planOf(
  version: Pick<SequenceVersion, 'definition'>,
  workspace: Pick<Workspace, 'zone' | 'delayGridMinutes' | 'lateAfterMinutes'>,
  contact: StoredContact | null,
): Plan {
  return planFor({
    sequence: version.definition,
    accountZone: workspace.zone,
    contactZone: contact?.zone ?? null,
    ...(contact === null ? {} : { contact: factsOf(contact) }),
    delayGridMinutes: gridOf(workspace.delayGridMinutes),
    lateAfterMinutes: workspace.lateAfterMinutes,
  });
}

function gridOf(minutes: number): DelayGrid {
  const grid = delayGrids.find((one) => one === minutes);
  if (grid === undefined)
    throw new RangeError(`a delay grid of ${minutes} minutes is none of ${delayGrids.join(', ')}`);
  return grid;
}
