import type { DateTime } from 'luxon';
import { deliverToText } from '../../domain/fulfillment/list.js';
import type { ProgramSettings } from '../deps.js';
import type { Ids } from '../ports/ids.js';
import type { SendingOutcome } from '../ports/sending-outcome.js';
import type { Tables } from '../ports/store.js';
import type { ClaimedDelivery } from '../ports/stores/parcels.js';
import { noticeToManagers } from '../posting/noticeToManagers.js';
import { counted } from '../shown/counted.js';

interface Trouble {
  readonly claimed: ClaimedDelivery;
  readonly outcome: Exclude<SendingOutcome, { kind: 'accepted' }>;
  readonly now: DateTime;
}

/** Says to managers and admins that a delivery is not taken: at once where it never will be, else once a day. */
export async function tellManagers(
  tables: Tables,
  { ids, settings }: { readonly ids: Ids; readonly settings: Pick<ProgramSettings, 'admins'> },
  { claimed, outcome, now }: Trouble,
): Promise<void> {
  const workspace = await tables.workspaces.byId(claimed.workspaceId);
  const day = now.setZone(workspace?.zone ?? 'utc').toISODate();
  const isOver = outcome.kind === 'refused';
  const what = whatOf(claimed);
  const then = isOver ? 'It is not tried again.' : 'It is tried again by itself.';
  const text = `${what} to ${deliverToText(claimed.to)} is not taken: ${outcome.reason}. ${then}`;
  const about = `delivery:${claimed.id}:${isOver ? 'over' : day}`;
  await noticeToManagers({ tables, ids, now, settings }, { workspaceId: claimed.workspaceId, about, text });
}

function whatOf({ content, lines }: ClaimedDelivery): string {
  if (content.kind === 'list') return `${content.list.name} (${counted(lines.length, 'line')})`;
  return `What the rule “${content.event.step.name}” of ${content.event.sequence.name} tells`;
}
