import type { Sequence } from '../../domain/sequence/sequence.js';
import { orUnread, UnreadableContent } from '../faults.js';
import type { Tables } from '../ports/store.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { unreadWords } from '../shown/unreadWords.js';

type Callers = ReadonlyMap<string, readonly StoredSequence[]>;
type SequencesTable = Pick<Tables, 'sequences'>;
/** What a sequence calls by name. */
type NamesIn = (definition: Sequence) => readonly string[];

/**
 * Where stored things are called: a thing's name to the sequences whose current version does, by name. Rejects with an
 * UnreadableContent where one of the sequences cannot be read here, since that may call anything.
 */
export async function callersOf(tables: SequencesTable, workspaceId: string, namesIn: NamesIn): Promise<Callers> {
  const { callers, unread } = await read(tables, workspaceId, namesIn);
  const [first] = unread;
  if (first !== undefined) throw first;
  return callers;
}

/** The same for people's eyes; `unread`: one line about the sequences that cannot be read here, null where there are none. */
export async function shownCallers(
  tables: SequencesTable,
  workspaceId: string,
  namesIn: NamesIn,
): Promise<{ readonly callers: Callers; readonly unread: string | null }> {
  const { callers, unread } = await read(tables, workspaceId, namesIn);
  const words = unreadWords(unread, 'sequence');
  return { callers, unread: words === null ? null : `Not counted: ${words}` };
}

async function read({ sequences }: SequencesTable, workspaceId: string, namesIn: NamesIn) {
  const callers = new Map<string, StoredSequence[]>();
  const unread: UnreadableContent[] = [];
  for (const sequence of await sequences.all(workspaceId)) {
    const version = await orUnread(sequences.version(sequence.currentVersionId));
    if (version instanceof UnreadableContent) unread.push(version);
    else {
      for (const name of version === null ? [] : namesIn(version.definition)) {
        callers.set(name, [...(callers.get(name) ?? []), sequence]);
      }
    }
  }
  return { callers, unread };
}
