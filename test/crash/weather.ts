import type { Behaviour } from '../support/stand-in.js';
import type { Chance } from './chance.js';

/** How providers answer: well, slowly, with an error, not at all, or with an error to what they took all the same. */
export interface Weather {
  /** How the next request to a provider is treated; of one seed, the same for its same request. */
  of(provider: string): () => Behaviour | null;
  /** From now on everybody answers well. */
  clears(): void;
  /** How many requests were treated in which way. */
  seen(): Readonly<Record<string, number>>;
}

const hangs = (taken: boolean): Behaviour => ({ answer: 'hang', taken });
const fails = (answer: number | 'reset', taken = false): Behaviour => ({ answer, taken });

/** Of a thousand requests, so many are treated so. A client that waits for ten seconds is not left hanging. */
const usual: readonly (readonly [number, Behaviour | 'well' | 'slowly'])[] = [
  [860, 'well'],
  [60, 'slowly'],
  [20, fails(429)],
  [10, fails(503)],
  [8, fails(500)],
  [12, fails(500, true)],
  [5, fails('reset')],
  [7, fails('reset', true)],
];
const hanging: typeof usual = [
  [8, hangs(false)],
  [10, hangs(true)],
];

export function createWeather(chance: Chance): Weather {
  let isClear = false;
  const seen: Record<string, number> = {};
  const count = (treated: string) => {
    seen[treated] = (seen[treated] ?? 0) + 1;
  };
  return {
    of: (provider) => {
      const own = chance.of(provider);
      const kinds = provider === 'slack' ? usual : [...usual, ...hanging];
      return () => {
        if (isClear) return null;
        const how = own.pick(kinds);
        const delayMs = how === 'slowly' ? own.between(200, 1_200) : own.between(5, 80);
        if (typeof how === 'string') {
          count(how);
          // Without a status: what the provider itself answers.
          return { answer: 'own', delayMs };
        }
        count(`${how.answer}${how.taken ? ', taken' : ''}`);
        return { ...how, delayMs };
      };
    },
    clears: () => {
      isClear = true;
    },
    seen: () => seen,
  };
}
