import type { DateTime } from 'luxon';
import { isRepeatable } from '../../domain/postcard/repeatable.js';
import type { Postcard } from '../ports/postcards.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/executions.js';
import { earliestTry } from './earliestTry.js';
import type { FiringDeps } from './fireDue.js';
import { loadSnapshots } from './loadSnapshots.js';
import type { Found } from './lookUp.js';
import { prepareCard } from './prepareCard.js';
import { isPending } from './settleSent.js';

type AskDeps = Pick<FiringDeps, 'store' | 'postcards' | 'settings'>;

/**
 * What became of a card: within a day it is simply handed over again, since the printer makes one card for one sending;
 * after that, and where it is not to be sent any more (the cadence has ended, or was edited), it is looked for.
 */
export async function askPrinter(deps: AskDeps, row: Execution, now: DateTime): Promise<Found> {
  const { postcards, store } = deps;
  if (postcards === null) return { kind: 'unclear' };
  const card = isRepeatable(earliestTry(row, now), now) ? await sameCard(store.read, deps, row, now) : null;
  if (card === null) {
    const seen = await postcards.find(row.id);
    if (!seen.ok) return { kind: 'no-answer', reason: seen.reason };
    return seen.found === null ? { kind: 'not-sent' } : { kind: 'sent', providerMessageId: seen.found };
  }
  const outcome = await postcards.create(card);
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'sent', providerMessageId: outcome.providerMessageId };
    case 'refused':
      return { kind: 'not-sent' };
    // The first request may have made it all the same.
    case 'deferred':
    case 'unknown':
      return { kind: 'no-answer', reason: outcome.reason };
  }
}

/** The card of the step, while it is still the next one; null where it may not be made any more. */
async function sameCard(
  tables: Tables,
  { settings }: Pick<AskDeps, 'settings'>,
  row: Execution,
  now: DateTime,
): Promise<Postcard | null> {
  const [snapshot] = await loadSnapshots(tables, await tables.enrollments.byIds([row.enrollmentId]));
  if (snapshot === undefined || snapshot.suppressed || !isPending(snapshot.enrollment.progress, row)) return null;
  const step = snapshot.plan.sequence.steps.find(({ id }) => id === row.stepId);
  if (step?.kind !== 'postcard') return null;
  const prepared = prepareCard(snapshot, step, { settings, executionId: row.id, now });
  return prepared.kind === 'ready' ? prepared.thing : null;
}
