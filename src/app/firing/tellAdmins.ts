import type { DateTime } from 'luxon';
import type { CarriedKind } from '../../domain/steps/lane.js';
import { asConfigured } from '../people/configuredAdmins.js';
import type { AnyOutcome } from '../ports/sending-outcome.js';
import type { Tables } from '../ports/store.js';
import { capitalized, thingWords } from '../shown/thingWords.js';
import type { FiringDeps } from './fireDue.js';
import type { Snapshot } from './loadSnapshots.js';

interface Trouble {
  readonly snapshot: Pick<Snapshot, 'workspace' | 'members'>;
  readonly kind: CarriedKind;
  readonly outcome: AnyOutcome;
  readonly now: DateTime;
}

/**
 * Tells the admins when things wait for something that only they can mend (the key, the plan, a sender): once a day, kind
 * and cause, by the account's clock.
 */
export async function tellAdmins(
  tables: Tables,
  { ids, settings }: Pick<FiringDeps, 'ids' | 'settings'>,
  { snapshot: { workspace, members }, kind, outcome, now }: Trouble,
): Promise<void> {
  if (outcome.kind !== 'deferred' || outcome.cause === 'moment') return;
  const admins = members.map((member) => asConfigured(member, settings)).filter(({ isSlackAdmin }) => isSlackAdmin);
  const text = `${capitalized(thingWords[kind].many)} wait: ${outcome.reason}. They go out by themselves once that is mended.`;
  const day = now.setZone(workspace.zone).toISODate();
  await tables.posts.add(
    admins.flatMap(({ id, slackUserId }) =>
      slackUserId === null
        ? []
        : {
            id: ids.next(),
            workspaceId: workspace.id,
            conversation: slackUserId,
            content: { kind: 'notice' as const, notice: { kind: 'report' as const, text } },
            enrollmentId: null,
            key: `notice:${thingWords[kind].many}-wait:${outcome.cause}:${id}:${day}`,
            dueAt: now,
          },
    ),
  );
}
