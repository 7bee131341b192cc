import { DateTime } from 'luxon';
import type { Program } from './program.js';
import type { ClockRequest } from './protocol.js';
import { Refusal } from './refusal.js';

/** The time machine's buttons. One journey at a time; `travelingTo` says where it leads while it lasts. */
export interface PageClock {
  travelingTo(): string | null;
  /** Resolves at the journey's end. Throws a Refusal while another is under way, where nothing is due, and when it failed. */
  take(request: ClockRequest): Promise<void>;
  /**
   * Says that there is news, once nothing is being fired any more, where what falls due next is not what was shown last:
   * the step after one that is on its way has no time yet.
   */
  shown(nextDueAt: string | null): void;
}

export function createPageClock(parts: {
  readonly program: Program;
  readonly changed: () => void;
  readonly onFault: (error: unknown) => void;
}): PageClock {
  const { program, changed, onFault } = parts;
  let travelingTo: DateTime | null = null;
  let starting = false;
  let shownLast: string | null = null;
  let following = false;
  const follow = async () => {
    await program.settle();
    const next = await program.nextDueAt();
    if ((next?.toUTC().toISO() ?? null) !== shownLast) changed();
  };

  return {
    travelingTo: () => travelingTo?.toUTC().toISO() ?? null,
    shown: (nextDueAt) => {
      shownLast = nextDueAt;
      // A journey says so itself at each stop.
      if (following || starting) return;
      following = true;
      follow()
        .catch(onFault)
        .finally(() => {
          following = false;
        });
    },
    take: async ({ move }) => {
      if (starting || travelingTo !== null) throw new Refusal(409, 'Time is already being moved');
      starting = true;
      try {
        travelingTo = await targetOf(program, move);
        changed();
        await program.travel(travelingTo, changed).catch((error: unknown) => {
          onFault(error);
          throw new Refusal(409, `Time stopped on the way: ${error instanceof Error ? error.message : 'a fault'}`);
        });
      } finally {
        starting = false;
        travelingTo = null;
        changed();
      }
    },
  };
}

async function targetOf(program: Program, move: ClockRequest['move']): Promise<DateTime> {
  const now = (await program.now()).setZone(await program.zone());
  if (move === 'hour') return now.plus({ hours: 1 });
  if (move === 'day') return now.plus({ days: 1 });
  if (move === 'week') return now.plus({ weeks: 1 });
  await program.settle();
  const next = await program.nextDueAt();
  if (next === null) throw new Refusal(409, 'Nothing is waiting');
  return DateTime.max(next, now);
}
