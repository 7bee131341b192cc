import type { AlarmGapsBetween } from '../ports/stores/alarm-gaps.js';
import { shortTime } from '../shown/clocks.js';
import { counted } from '../shown/counted.js';

/** That workers were not woken: what it did, and what to do; none where all alarms came. */
export function alarmLines({ times, workers, lastAt }: AlarmGapsBetween, zone: string): string[] {
  if (lastAt === null) return [];
  const who = workers === 1 ? 'A worker' : `${counted(workers, 'worker', 'workers')}`;
  const often = times === 1 ? 'once' : `${times} times`;
  const what = `${who} heard no alarm for a minute and a half and woke ${workers === 1 ? 'itself' : 'themselves'}`;
  return [
    `${what}, ${often}, last ${shortTime(lastAt, zone)}. Steps may have been up to 90 seconds late. Ask your operator to run drumbeat doctor`,
  ];
}
