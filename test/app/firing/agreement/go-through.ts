import { DateTime } from 'luxon';
import { createStepLanes } from '../../../../src/app/firing/stepLanes.js';
import { handOverDue } from '../../../../src/app/fulfillment/handOverDue.js';
import { postDue } from '../../../../src/app/posting/postDue.js';
import type { AppWorld } from '../../../support/app-world.js';
import type { Outside } from './outside.js';
import { lineOfTouch } from './told.js';

/** What happens when: the moments in milliseconds since 1970. */
export type Calendar = Map<number, (() => Promise<void>)[]>;

const never = Number.POSITIVE_INFINITY;

/**
 * Lets the clock go from one moment to the next at which anything is due or happens, up to the last of these: in each what happens,
 * then the steps that are due, then the lists, then Slack. Answers what arrived outside, by the person it is about.
 */
export async function goThrough(
  world: AppWorld,
  { arrived, chat }: Pick<Outside, 'arrived' | 'chat'>,
  calendar: Calendar,
) {
  const { clock, pool, deps } = world;
  const moments = [...calendar.keys()].sort((a, b) => a - b);
  const fireAll = stepsOf(world);
  const got = new Map<string, string[]>();
  let due = await dueTimes(world);
  for (let turns = 0; ; turns += 1) {
    // What comes after the last moment is not looked at, but for what was put on lists before.
    if (moments.length === 0 && !due.has('deliveries')) return { got, turns };
    const at = Math.min(moments[0] ?? never, ...due.values());
    const now = DateTime.fromMillis(at, { zone: 'utc' });
    await clock.freezeAt(now);
    if (moments[0] === at) {
      moments.shift();
      for (const does of calendar.get(at) ?? []) await does();
      due = await dueTimes(world);
    }
    due = await fireAll(at, due);
    const isDue = (name: string) => (due.get(name) ?? never) <= at;
    if (isDue('deliveries')) await handOverDue(deps);
    if (isDue('slack')) {
      await pool.query(notRewritten);
      await postDue({ ...deps, chat });
    }
    if (isDue('deliveries') || isDue('slack')) due = await dueTimes(world);
    for (const { key, touch } of arrived()) got.set(key, [...(got.get(key) ?? []), lineOfTouch(now, touch)]);
  }
}

/** What a message in Slack comes to say later is not looked at: it costs as much as the posts. */
const notRewritten = 'UPDATE posts SET due_at = NULL WHERE ts IS NOT NULL AND due_at IS NOT NULL';

type Due = ReadonlyMap<string, number>;

/** When something of each lane falls due next, in milliseconds since 1970. */
async function dueTimes({ pool }: AppWorld): Promise<Due> {
  const { rows } = await pool.query<{ lane: string; at: Date | null }>(`
    SELECT lane, min(due_at) AS at FROM enrollments WHERE due_at IS NOT NULL GROUP BY lane
    UNION ALL SELECT 'deliveries', least((SELECT min(due_at) FROM fulfillment_lists), (SELECT min(due_at) FROM deliveries))
    UNION ALL SELECT 'slack', min(due_at) FROM posts WHERE ts IS NULL`);
  return new Map(rows.flatMap(({ lane, at }) => (at === null ? [] : [[lane, at.getTime()] as const])));
}

/** Fires all steps that are due by a moment; answers what is due then. */
function stepsOf(world: AppWorld) {
  const faults: unknown[] = [];
  const lanes = createStepLanes(world.deps, { onSettled: () => undefined, onFault: (fault) => faults.push(fault) });
  const underWay = () => lanes.flatMap((lane) => lane.underWay() ?? []);
  return async (at: number, before: Due): Promise<Due> => {
    for (let due = before; ; due = await dueTimes(world)) {
      const open = lanes.filter(({ name }) => (due.get(name) ?? never) <= at);
      if (open.length === 0) return due;
      for (const lane of open) await lane.run();
      for (let under = underWay(); under.length > 0; under = underWay()) await Promise.all(under);
      if (faults.length > 0) throw faults[0];
    }
  };
}
