import { parseCase } from '../../../../src/domain/simulate/case.js';
import type { Json } from './livable.js';

/**
 * The smallest case that still disagrees: events, steps and keys are left out, one after the other, as long as it does.
 * Where the case alone agrees (others had to be there), it is answered as it was.
 */
export async function smallest(input: Json, disagrees: (input: Json) => Promise<boolean>): Promise<Json> {
  const matters = async (one: Json) => parseCase(one).ok && (await disagrees(one));
  if (!(await matters(input))) return input;
  let least = input;
  for (let before = ''; before !== JSON.stringify(least); ) {
    before = JSON.stringify(least);
    for (const fewer of lessOf(least)) {
      // What was left out meanwhile may make another attempt stale: each is made of the least one.
      if (await matters(fewer)) {
        least = fewer;
        break;
      }
    }
  }
  return least;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same with one element of a list, or one key, left out; the nearer to the top, the sooner. */
function lessOf<T>(value: T): T[] {
  if (Array.isArray(value)) {
    const shorter = value.map((_, index) => value.filter((_, other) => other !== index));
    const smaller = value.flatMap((one, index) => lessOf(one).map((less) => value.with(index, less)));
    return [...shorter, ...smaller] as T[];
  }
  if (!isObject(value)) return [];
  const entries: [string, unknown][] = Object.entries(value);
  const fewer = entries.map((_, index) => Object.fromEntries(entries.filter((_, other) => other !== index)));
  const smaller = entries.flatMap(([key, one]) => lessOf(one).map((less) => ({ ...value, [key]: less })));
  return [...fewer, ...smaller] as T[];
}
