import type { Store, Tables } from '../ports/store.js';
import type { Enrollment, EnrollmentFilter } from '../ports/stores/enrollments.js';
import type { FoundTarget } from './findTarget.js';

/** Enrollments that one transaction changes, so that a row is never held for long. */
export const batchSize = 200;

/** Which of a target's enrollments. */
type Which = Pick<EnrollmentFilter, 'pause' | 'withoutPause' | 'onlyPause' | 'heldDueBefore'>;

/**
 * Reads the target's open enrollments that also match `more`, a page at a time, by id, until a page is empty: while the rows
 * of the last one were waited for, a worker may have brought somebody on into another sequence.
 */
export async function* pagesOf(
  tables: Tables,
  target: Pick<FoundTarget, 'filter' | 'ids'>,
  more: Which,
): AsyncGenerator<readonly Enrollment[]> {
  const ids = target.ids === null ? null : new Set(target.ids);
  let after: string | null = null;
  for (;;) {
    const page: Enrollment[] = await tables.enrollments.find(
      { ...target.filter, ...more },
      { limit: batchSize, ...(after === null ? {} : { after }) },
    );
    const wanted = ids === null ? page : page.filter(({ id }) => ids.has(id));
    if (wanted.length > 0) yield wanted;
    after = page.at(-1)?.id ?? null;
    if (after === null) return;
  }
}

/** How many of the target's open enrollments also match `more`; of many, none is read. */
export async function countOf(
  tables: Tables,
  target: Pick<FoundTarget, 'filter' | 'ids'>,
  more: Which,
): Promise<number> {
  if (target.ids === null) return tables.enrollments.count({ ...target.filter, ...more });
  let count = 0;
  for await (const page of pagesOf(tables, target, more)) count += page.length;
  return count;
}

/** Of a pause of many that is begun or ended: its enrollments follow as long as it stands as they are told. */
interface Following {
  readonly target: FoundTarget;
  /** Whether it is paused by now. */
  readonly isPaused: boolean;
}

/**
 * Changes the target's open enrollments batch by batch, each in its own transaction with its rows locked and read anew, until
 * somebody ends the pause again, or begins another: from then on it is theirs to change. Repeating it after a crash goes on
 * where it was, as far as `more` leaves out what is done.
 */
export async function inBatches(
  store: Store,
  { target, isPaused }: Following,
  more: Which,
  change: (tables: Tables, locked: readonly Enrollment[]) => Promise<void>,
): Promise<void> {
  for await (const page of pagesOf(store.read, target, more)) {
    const goesOn = await store.transact(async (tables) => {
      // Held, so that it stays so while this batch is changed; before the enrollments, as whoever publishes holds them.
      const isStill = target.many === null || ((await target.pausedSince(tables, 'hold')) !== null) === isPaused;
      if (!isStill) return false;
      const locked = await tables.enrollments.lockMany(page.map(({ id }) => id));
      const open = locked.filter(({ progress }) => progress.exited === null);
      await change(tables, open);
      return true;
    });
    if (!goesOn) return;
  }
}
