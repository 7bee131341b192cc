import { z } from 'zod';

const count = z.number().int().min(0);

/** What an edit does to how many, in numbers that can be kept and compared. */
export const editNumbersSchema = z.object({
  /** In the sequence, and not gone. */
  people: count,
  /** Something ahead of them changes, those at the end who would go on left out. */
  affected: count,
  next: count,
  time: count,
  ended: count,
  lost: count,
  past: count,
  /** At the end; steps come new to them. */
  finished: count,
  tasks: count,
});
export type EditNumbers = Readonly<z.infer<typeof editNumbersSchema>>;

/** All of several edits together, each key by itself. */
export function summed(all: readonly EditNumbers[]): EditNumbers {
  const nobody = { people: 0, affected: 0, next: 0, time: 0, ended: 0, lost: 0, past: 0, finished: 0, tasks: 0 };
  return all.reduce<EditNumbers>(
    (sum, one) => ({
      people: sum.people + one.people,
      affected: sum.affected + one.affected,
      next: sum.next + one.next,
      time: sum.time + one.time,
      ended: sum.ended + one.ended,
      lost: sum.lost + one.lost,
      past: sum.past + one.past,
      finished: sum.finished + one.finished,
      tasks: sum.tasks + one.tasks,
    }),
    nobody,
  );
}

/** How much may have happened between seeing numbers and saying yes to them: a sequence goes on meanwhile. */
const drift = 0.02;
const compared = ['affected', 'next', 'time', 'ended', 'lost', 'past', 'finished', 'tasks'] as const;

/** Whether numbers are others than those that were seen: any of them, in the large by more than two in a hundred. */
export function differ(seen: EditNumbers, now: EditNumbers): boolean {
  const room = Math.floor((seen.affected + seen.finished) * drift);
  return compared.some((key) => Math.abs(seen[key] - now[key]) > room);
}

/** How many an edit concerns when those at the end go on, or are left finished. */
export function concerned({ affected, finished }: EditNumbers, choice: 'continue' | 'leave'): number {
  return choice === 'continue' ? affected + finished : affected;
}
