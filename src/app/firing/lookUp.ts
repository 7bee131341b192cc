import type { DateTime } from 'luxon';
import { type CarriedKind, isCarried } from '../../domain/steps/lane.js';
import { findSent, type WhatBecame } from '../../domain/text-message/find-sent.js';
import { settleUncertain } from '../enrollments/settleUncertain.js';
import { NewerContent } from '../faults.js';
import type { Execution } from '../ports/stores/executions.js';
import { askPrinter } from './askPrinter.js';
import { askWhetherSent } from './askWhetherSent.js';
import { backOff } from './backOff.js';
import { earliestTry } from './earliestTry.js';
import type { FiringDeps } from './fireDue.js';
import { loadSnapshots } from './loadSnapshots.js';
import { isPending } from './settleSent.js';

/** Rows that one claim takes, and how long they are this worker's (minutes): longer than a question may take. */
const claimSize = 10;
const holdMinutes = 2;
/** How long a provider that cannot say is asked before a person is (minutes); a card can be handed over again for a day. */
const patienceMinutes: { readonly [K in CarriedKind]: number } = { email: 15, sms: 15, postcard: 25 * 60 };
/** The longest between two questions (minutes). */
const longestBetween = 60;
/** How far before the try, and after now, a text is looked for (minutes): clocks differ, and are set back at times. */
const marginMinutes = 10;

type LookUpDeps = Pick<FiringDeps, 'store' | 'clock' | 'ids' | 'texter' | 'postcards' | 'settings' | 'stopping'>;

/** What a provider says became of a sending; `no-answer`: it did not say. */
export type Found =
  | Exclude<WhatBecame, { kind: 'sent' }>
  | { readonly kind: 'sent'; readonly providerMessageId: string | null }
  | { readonly kind: 'no-answer'; readonly reason: string };

type Ask = (deps: LookUpDeps, row: Execution, now: DateTime) => Promise<Found>;

/** How a provider is asked, by kind of step: complete by the compiler's word. */
const asks: { readonly [K in CarriedKind]: Ask } = {
  email: async () => ({ kind: 'unclear' }),
  sms: askTexter,
  postcard: askPrinter,
};

/**
 * Asks the provider of a kind what became of sendings that nobody knows the end of, a while after. What left counts as fired;
 * what did not is tried again; where the provider cannot say, the owner is asked. Answers how many were settled.
 */
export async function lookUpDue(deps: LookUpDeps, kind: CarriedKind): Promise<number> {
  let settled = 0;
  while (!deps.stopping()) {
    const now = await deps.clock.now();
    const until = now.plus({ minutes: holdMinutes });
    const rows = await deps.store.read.executions.claimLookUps(kind, { now, until, limit: claimSize });
    if (rows.length === 0) return settled;
    // All at once: a provider that answers slowly must not outlast the time for which they are this worker's.
    const answers = await Promise.all(rows.map(async (row) => ({ row, found: await asks[kind](deps, row, now) })));
    const faults: unknown[] = [];
    for (const { row, found } of answers) {
      await settle(deps, row, found).catch((fault: unknown) => {
        // A newer program asks again, when it is due again.
        if (!(fault instanceof NewerContent)) faults.push(fault);
      });
    }
    if (faults.length > 0) throw faults[0];
    settled += rows.length;
  }
  return settled;
}

async function askTexter({ texter, store }: LookUpDeps, row: Execution, now: DateTime): Promise<Found> {
  const { summary } = row;
  if (texter === null || summary?.text === undefined) return { kind: 'unclear' };
  const since = earliestTry(row, now).minus({ minutes: marginMinutes });
  const until = now.plus({ minutes: marginMinutes });
  const seen = await texter.seen({ from: summary.text.from, to: summary.to, since, until });
  if (!seen.ok) return { kind: 'no-answer', reason: seen.reason };
  const listed = seen.found.map(({ providerMessageId }) => providerMessageId);
  const others = await store.read.executions.messagesOfOthers(row, listed);
  return findSent(summary.text.body, seen.found, new Set(others));
}

async function settle(deps: LookUpDeps, asked: Execution, found: Found): Promise<void> {
  const { ids } = deps;
  const now = await deps.clock.now();
  await deps.store.transact(async (tables) => {
    const before = await tables.executions.byId(asked.id);
    const enrollment = before === null ? null : await tables.enrollments.lock(before.enrollmentId);
    const [snapshot] = enrollment === null ? [] : await loadSnapshots(tables, [enrollment]);
    const row = await tables.executions.byId(asked.id);
    // Somebody said it meanwhile, or a report came; what is in doubt now may be another try.
    if (snapshot === undefined || row?.state !== 'uncertain' || row.attempts !== asked.attempts) return;
    const context = { tables, ids, now };
    switch (found.kind) {
      case 'sent': {
        const { providerMessageId } = found;
        const messageIds = new Map(providerMessageId === null ? [] : [[row.id, providerMessageId]]);
        await settleUncertain(context, [snapshot], [row], { sent: true, reason: 'the provider has it', messageIds });
        break;
      }
      case 'not-sent': {
        const reason = `${row.reason ?? 'no answer came'}; the provider does not have it`;
        const [saved] = await settleUncertain(context, [snapshot], [row], { sent: false, reason });
        if (saved?.dueAt == null || !isPending(saved.progress, row)) break;
        await tables.executions.defer(row.id, reason);
        const dueAt = now.plus({ milliseconds: backOff(row.attempts, null) });
        await tables.enrollments.saveMany([{ ...saved, dueAt }], now);
        break;
      }
      case 'no-answer': {
        const minutes = now.diff(row.settledAt ?? now).as('minutes');
        const patience = isCarried(row.kind) ? patienceMinutes[row.kind] : 0;
        if (minutes < patience) return tables.executions.lookUpAgain(row.id, now.plus({ minutes: untilNext(minutes) }));
        await tables.executions.lookUpAgain(row.id, null);
        const reason = `${row.reason ?? 'no answer came'}; ${found.reason}`;
        return askWhetherSent(tables, ids, [{ snapshot, executionId: row.id, reason }], now);
      }
      case 'unclear': {
        await tables.executions.lookUpAgain(row.id, null);
        const reason = `${row.reason ?? 'no answer came'}, and the provider's list does not tell`;
        return askWhetherSent(tables, ids, [{ snapshot, executionId: row.id, reason }], now);
      }
    }
    await tables.posts.refreshUncertain(row.workspaceId, [row.id], now);
  });
}

/** Every minute for a quarter of an hour, then less and less often. `minutes`: for how long already. */
function untilNext(minutes: number): number {
  return Math.min(Math.max(1, Math.floor(minutes / 15)), longestBetween);
}
