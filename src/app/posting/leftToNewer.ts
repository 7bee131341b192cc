import type { DateTime } from 'luxon';

/** After this a worker that heard no alarm has woken itself twice (minutes). */
const newersAlone = 3;

/**
 * Messages that this program could not read, and leaves to a newer one beside it for a while: of two that both take what is
 * due, the one that cannot show it would else be the first again and again.
 */
export interface LeftToNewer {
  leave(id: string, now: DateTime): void;
  /** The ids of those that are still left. */
  at(now: DateTime): readonly string[];
}

export function createLeftToNewer(): LeftToNewer {
  const until = new Map<string, DateTime>();
  return {
    leave: (id, now) => void until.set(id, now.plus({ minutes: newersAlone })),
    at: (now) => {
      for (const [id, end] of until) if (end <= now) until.delete(id);
      return [...until.keys()];
    },
  };
}
