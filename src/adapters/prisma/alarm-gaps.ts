import type { AlarmGaps } from '../../app/ports/stores/alarm-gaps.js';
import type { Prisma } from './generated/client.js';
import { fromNullable } from './instants.js';

/** Two silences of a worker that lie no further apart are one (minutes). */
const togetherMinutes = 5;
const keptDays = 31;

/** When nothing but the workers' own watch woke them. */
export function alarmGapsTable(client: Prisma.TransactionClient): AlarmGaps {
  return {
    note: async ({ id, worker, at, silentMs }) => {
      await client.alarmGap.deleteMany({ where: { lastAt: { lt: at.minus({ days: keptDays }).toJSDate() } } });
      const lastAt = at.toJSDate();
      const goesOn = await client.alarmGap.updateMany({
        where: { worker, lastAt: { gte: at.minus({ minutes: togetherMinutes }).toJSDate() } },
        data: { lastAt, times: { increment: 1 } },
      });
      if (goesOn.count > 0) return;
      const beganAt = at.minus({ milliseconds: silentMs }).toJSDate();
      await client.alarmGap.create({ data: { id, worker, beganAt, lastAt } });
    },
    between: async (from, to) => {
      const found = await client.alarmGap.findMany({
        where: { lastAt: { gte: from.toJSDate() }, beganAt: { lt: to.toJSDate() } },
        orderBy: { lastAt: 'desc' },
      });
      return {
        times: found.reduce((sum, { times }) => sum + times, 0),
        workers: new Set(found.map(({ worker }) => worker)).size,
        lastAt: fromNullable(found[0]?.lastAt ?? null),
      };
    },
  };
}
