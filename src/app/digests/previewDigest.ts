import type { Clock } from '../ports/clock.js';
import type { Store } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import type { ShownDigest } from '../posting/shown.js';
import { composeDigest } from './composeDigest.js';
import { firstReportFrom } from './scheduleDigest.js';

/**
 * What the channel's digest would say now: of the time since its last one, or of the last 24 hours where the channel has
 * none. Changes nothing. Anybody may ask: it says what the channel is told anyway.
 */
export async function previewDigest(
  deps: { readonly store: Store; readonly clock: Clock },
  input: { readonly workspace: Pick<Workspace, 'id' | 'zone'>; readonly channel: string },
): Promise<ShownDigest> {
  const tables = deps.store.read;
  const digest = await tables.digests.byChannel(input.workspace.id, input.channel);
  const now = await deps.clock.now();
  return composeDigest(tables, {
    workspace: input.workspace,
    from: digest?.reportedTo ?? firstReportFrom(now),
    to: now,
    now,
    zone: digest?.zone ?? input.workspace.zone,
  });
}
