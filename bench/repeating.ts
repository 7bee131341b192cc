import { median } from './figure.js';

/** What takes longer, with all that it needs, is not repeated. */
const longMs = 30_000;

/** So many times, or once where that takes long. */
export async function repeated<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const begun = performance.now();
  const results = [await measure()];
  const isLong = performance.now() - begun > longMs;
  while (!isLong && results.length < times) results.push(await measure());
  return results;
}

/** The one whose value is in the middle. */
export function middleOf<T>(all: readonly T[], by: (one: T) => number): T {
  const middle = median(all.map(by));
  const found = all.find((one) => by(one) === middle);
  if (found === undefined) throw new Error('there was no run');
  return found;
}
