import type { DateTime } from 'luxon';
import { resume } from '../../domain/enrollment/pause.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { loadSnapshots, type Snapshot } from '../firing/loadSnapshots.js';
import { sideBySide } from '../firing/sideBySide.js';
import type { Tables } from '../ports/store.js';
import type { PauseOfMany } from '../ports/stores/pause-ends.js';
import { backAgain } from './backAgain.js';
import { type FoundTarget, targetOfMany } from './findTarget.js';
import { inBatches } from './inBatches.js';
import { type Change, saveTransitions } from './saveTransition.js';

/** Workspaces whose pauses are ended at once: one of many takes minutes, and holds up nobody else's. */
const mostAtOnce = 4;

type EndDeps = Pick<AppDeps, 'store' | 'clock' | 'ids'>;
type Due = PauseOfMany & { readonly until: DateTime };

/**
 * Ends the pauses of a sequence, of what somebody owns and of everything whose end has come: what they hold goes on as of that
 * moment, however late it is noticed, with the usual policy (`keep`). The end is forgotten last, so that a worker that dies on
 * the way is followed by another. Answers how many pauses were ended.
 */
export async function endDuePauses(deps: EndDeps): Promise<number> {
  const due = await deps.store.read.pauseEnds.due(await deps.clock.now());
  const ofWorkspaces = new Map<string, Due[]>();
  for (const pause of due) {
    ofWorkspaces.set(pause.workspaceId, [...(ofWorkspaces.get(pause.workspaceId) ?? []), pause]);
  }
  const waiting = [...ofWorkspaces.values()];
  await sideBySide<readonly Due[]>({
    most: mostAtOnce,
    stopping: () => false,
    claim: async (limit) => {
      const items = waiting.splice(0, limit);
      return { claimed: items.length, items };
    },
    work: async (own) => {
      for (const pause of own) await endPauseOfMany(deps, pause);
    },
  });
  return due.length;
}

async function endPauseOfMany(deps: EndDeps, pause: Due): Promise<void> {
  const { store, ids, clock } = deps;
  const target = await targetOfMany(store.read, pause);
  const now = await clock.now();
  const isDue = target !== null && (await store.transact((tables) => begin(tables, deps, target, { pause, now })));
  if (target !== null && isDue) {
    await inBatches(store, { target, isPaused: false }, { pause: pause.scope }, async (tables, locked) => {
      const held = locked.filter(({ pauses }) => pauses.includes(pause.scope));
      const changes = (await loadSnapshots(tables, held)).map((snapshot) => goingOn(snapshot, pause));
      await saveTransitions({ tables, ids, now }, changes);
    });
  }
  if (target !== null && isDue) await backAgain({ ...deps, poke: () => undefined }, target);
  await store.transact((tables) => tables.pauseEnds.drop(pause, pause.until));
}

/** New enrollments begin running from now on. False where somebody gave it another end, or none, meanwhile. */
async function begin(
  tables: Tables,
  { ids }: Pick<EndDeps, 'ids'>,
  target: FoundTarget,
  { pause, now }: { readonly pause: Due; readonly now: DateTime },
): Promise<boolean> {
  const { scope, workspaceId, until } = pause;
  if ((await tables.pauseEnds.of(pause, 'hold'))?.toMillis() !== until.toMillis()) return false;
  if ((await target.pausedSince(tables)) === null) return true;
  await target.setPaused(tables, null);
  const detail = { scope, of: target.label, policy: 'keep', until: until.toISO() };
  const entry = { action: 'resume', subject: target.subject, detail };
  await audit({ tables, ids, now }, { workspaceId, id: null }, entry);
  return true;
}

function goingOn({ enrollment, plan }: Snapshot, { scope, until }: Due): Change {
  const { progress } = enrollment;
  const pauses = enrollment.pauses.filter((one) => one !== scope);
  const transition = pauses.length > 0 ? { progress, records: [] } : resume(plan, progress, until, 'keep');
  return { enrollment, plan, transition, beside: { pauses } };
}
