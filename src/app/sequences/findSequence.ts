import { slugOf } from '../../domain/sequence/slug.js';
import { slips } from '../../domain/slips.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';

export interface UnknownSequence {
  readonly ok: false;
  readonly reason: 'unknown-sequence';
  /** As typed. */
  readonly name: string;
  /** What may have been meant, at most three: names that begin so, then the nearest. */
  readonly nearest: readonly StoredSequence[];
}

export type FoundSequence = { readonly ok: true; readonly sequence: StoredSequence } | UnknownSequence;

const mostNearest = 3;

/**
 * The sequence of a name or slug, without case; archived ones too. A name that is not exact is never guessed: it answers
 * what may have been meant.
 */
export async function findSequence(
  { sequences }: Pick<Tables, 'sequences'>,
  workspaceId: string,
  name: string,
): Promise<FoundSequence> {
  const found = name.trim() === '' ? null : await sequences.byName(workspaceId, name);
  if (found !== null) return { ok: true, sequence: found };
  const nearest = nearestTo(name, await sequences.all(workspaceId));
  return { ok: false, reason: 'unknown-sequence', name, nearest };
}

/** {@link findSequence}, and the sequence by itself where there is one. */
export async function namedSequence(
  tables: Pick<Tables, 'sequences'>,
  workspaceId: string,
  name: string,
): Promise<StoredSequence | UnknownSequence> {
  const found = await findSequence(tables, workspaceId, name);
  return found.ok ? found.sequence : found;
}

function nearestTo(name: string, sequences: readonly StoredSequence[]): StoredSequence[] {
  const typed = slugOf(name) || name.trim().toLowerCase();
  const apart = (sequence: StoredSequence) => {
    const slug = slugOf(sequence.name) || sequence.name.toLowerCase();
    if (typed !== '' && slug.startsWith(typed)) return 0;
    const words = [slug, ...slug.split('-')];
    return Math.min(...words.map((word) => slips(typed, word)));
  };
  // Half of the letters may differ: a suggestion does nothing by itself.
  const near = sequences.map((sequence) => ({ sequence, away: apart(sequence) }));
  return near
    .filter(({ away }) => away <= Math.max(2, Math.floor(typed.length / 2)))
    .sort((a, b) => a.away - b.away || (a.sequence.name < b.sequence.name ? -1 : 1))
    .slice(0, mostNearest)
    .map(({ sequence }) => sequence);
}
