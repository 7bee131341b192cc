import type { AppWorld } from '../../support/app-world.js';
import { followUp, intro, lastWord } from './cadence.js';

/** Ada in every sequence that she is in. */
export const adaEverywhere = { kind: 'contact', email: 'Ada@example.com', sequence: null } as const;

/** Resuming at the usual times. */
export const keep = { policy: 'keep' } as const;

/** Enrolls Ada in a sequence: mails at once and at 09:00 of the next two days, unless told. */
export async function enrollAda(world: AppWorld, steps: readonly unknown[] = [intro, followUp, lastWord]) {
  const version = await world.publish({ steps });
  return { version, ...(await world.enrollIn(version, { email: 'ada@example.com' })) };
}
