import type { DateTime } from 'luxon';
import { type EditNumbers, summed } from '../../domain/enrollment/edit-numbers.js';
import { listsIn, templatesIn, withList, withTemplate } from '../../domain/sequence/calls.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { callersOf } from './callersOf.js';
import { numbersUpTo } from './summarizeEdit.js';

/** A text, or a list for parcels, that sequences call by its name. */
export interface StoredThing {
  readonly of: 'text' | 'list';
  readonly name: string;
}

/** Who has something stored ahead of them. */
export interface PeopleAhead {
  /** In all sequences together that call it. */
  readonly numbers: EditNumbers;
  /** The sequences that these people are in. */
  readonly sequences: readonly StoredSequence[];
}

/** More people have it ahead of them than one manager decides about. */
export interface ManyAhead {
  readonly limit: number;
  /** A sequence that calls it, whose people are among them. */
  readonly sequence: StoredSequence;
}

/**
 * For how many it changes something if a thing that is stored is written anew, in all sequences together that call it: those for
 * whom one of another name in its place would. Read until there are more than `most`. It may take a while: hold nothing meanwhile.
 */
export async function peopleAhead(
  tables: Tables,
  workspace: Workspace,
  { of, name }: StoredThing,
  now: DateTime,
  most = Number.POSITIVE_INFINITY,
): Promise<PeopleAhead> {
  const { namesIn, renamed } = called[of];
  const all: EditNumbers[] = [];
  const sequences: StoredSequence[] = [];
  for (const sequence of (await callersOf(tables, workspace.id, namesIn)).get(name) ?? []) {
    const current = await tables.sequences.version(sequence.currentVersionId);
    if (current === null) continue;
    const after = renamed(current.definition, name, `${name}-anew`);
    const before = summed(all).affected;
    const numbers = await numbersUpTo(tables, { workspace, current, after, now }, most - before);
    all.push(numbers);
    if (numbers.affected > 0) sequences.push(sequence);
    if (before + numbers.affected > most) break;
  }
  return { numbers: summed(all), sequences };
}

/** The sequence to name where {@link peopleAhead} found more than `limit`; null where it did not. */
export function manyAhead({ numbers, sequences }: PeopleAhead, limit: number): ManyAhead | null {
  const [sequence] = sequences;
  return numbers.affected > limit && sequence !== undefined ? { limit, sequence } : null;
}

/** How sequences call what is stored. */
interface Called {
  readonly namesIn: (definition: Sequence) => readonly string[];
  readonly renamed: (definition: Sequence, from: string, to: string) => Sequence;
}

const called: Readonly<Record<StoredThing['of'], Called>> = {
  text: { namesIn: templatesIn, renamed: withTemplate },
  list: { namesIn: listsIn, renamed: withList },
};
