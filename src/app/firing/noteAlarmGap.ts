import type { FiringDeps } from './fireDue.js';

/** Keeps that a worker heard no alarm for so long and woke itself, for the digest. */
export async function noteAlarmGap(
  { store, clock, ids }: Pick<FiringDeps, 'store' | 'clock' | 'ids'>,
  gap: { readonly worker: string; readonly silentMs: number },
): Promise<void> {
  await store.read.alarmGaps.note({ id: ids.next(), at: await clock.now(), ...gap });
}
