import { z } from 'zod';
import { coded } from '../refusal.js';
import { slips } from '../slips.js';

/**
 * An object that takes no other keys, and says which where something else is given. Its message for unknown keys has one line a key, in the order of the issue's
 * `keys`, each naming the nearest key that it does know; `zodProblems` takes them apart again.
 */
export function strictObject<S extends z.core.$ZodShape>(shape: S) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'invalid_type') return coded('notObject', known);
      if (issue.code !== 'unrecognized_keys') return undefined;
      return issue.keys.map((key) => unknownKeyMessage(key, known)).join('\n');
    },
  });
}

/** "unknown key "wen"; did you mean "when"?", or the list of what is known where nothing is near. */
export function unknownKeyMessage(key: string, known: readonly string[]): string {
  const [nearest] = known.map((word) => ({ word, apart: slips(key, word) })).sort((a, b) => a.apart - b.apart);
  // Two letters may differ, or half of them, but not all.
  const isNear = (word: string, apart: number) => apart <= Math.max(2, word.length / 2) && apart < key.length;
  const hint =
    nearest !== undefined && isNear(nearest.word, nearest.apart)
      ? `did you mean "${nearest.word}"?`
      : `known here: ${known.join(', ')}`;
  return coded('unknownKey', key.replaceAll('\n', ' '), hint);
}
