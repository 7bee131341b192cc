import { slips } from '../../domain/slips.js';
import { synonyms, type Verb, verbs } from './verbs.js';

/** The verb that each word stands for, other words for it too. */
const meanings: readonly (readonly [string, Verb])[] = [
  ...verbs.map((verb) => [verb, verb] as const),
  ...Object.entries(synonyms),
];

/**
 * The command that a mistyped word was meant to be: the only one that begins so, or one that is a slip of the fingers away.
 * Null where nothing is that near. Verbs are short, so half of the letters make another word: a second slip counts as one
 * only behind the same first letter, a third only in a long word.
 */
export function nearestVerb(word: string): Verb | null {
  const typed = word.toLowerCase();
  const begun = new Set(typed.length < 3 ? [] : verbs.filter((verb) => verb.startsWith(typed)));
  const [only] = begun;
  if (only !== undefined && begun.size === 1) return only;
  const [nearest] = meanings
    .map(([known, verb]) => ({ verb, away: slips(typed, known), most: mostSlips(typed, known) }))
    .filter(({ away, most }) => away <= most)
    .sort((a, b) => a.away - b.away);
  return nearest?.verb ?? null;
}

function mostSlips(typed: string, known: string): number {
  if (typed[0] !== known[0] || typed.length < 4) return 1;
  return typed.length < 8 ? 2 : 3;
}
