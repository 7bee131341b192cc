import type { DateTime } from 'luxon';
import { type EditNumbers, summed } from '../../domain/enrollment/edit-numbers.js';
import { listsIn, templatesIn, withList, withTemplate } from '../../domain/sequence/calls.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { callersOf } from '../sequences/callersOf.js';
import { affectedUpTo, summarizeEdit } from '../sequences/summarizeEdit.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';

/** A stored text or list that more people have ahead of them than one manager decides about. */
export interface TextOfMany {
  readonly limit: number;
  /** A sequence that calls it, whose people are among them. */
  readonly sequence: StoredSequence;
}

/**
 * Whether writing this text anew changes what more people get than the limit, in all sequences together that call it, where
 * there is another manager who could allow it (decision 17); null where it does not. It may take a while: nothing is held meanwhile.
 */
export async function textOfMany(
  tables: Tables,
  settings: Pick<AppDeps['settings'], 'admins'>,
  changed: Changed,
): Promise<TextOfMany | null> {
  return ofMany(tables, settings, changed, storedTexts);
}

/** The same for what is on a list for parcels. */
export async function listOfMany(
  tables: Tables,
  settings: Pick<AppDeps['settings'], 'admins'>,
  changed: Changed,
): Promise<TextOfMany | null> {
  return ofMany(tables, settings, changed, storedLists);
}

interface Changed {
  readonly actor: Pick<Member, 'id' | 'workspaceId'>;
  readonly name: string;
  readonly now: DateTime;
}

async function ofMany(
  tables: Tables,
  settings: Pick<AppDeps['settings'], 'admins'>,
  { actor, name, now }: Changed,
  kind: Called,
): Promise<TextOfMany | null> {
  const { workspaceId } = actor;
  const workspace = await tables.workspaces.byId(workspaceId);
  if (workspace === null || (await whoMayAllow(tables, actor, settings)).length === 0) return null;
  const limit = workspace.approvalLimit;
  let people = 0;
  for (const { sequence, current, after } of await editsBy(tables, workspaceId, name, kind)) {
    people += await affectedUpTo(tables, { workspace, current, after, now }, limit - people);
    if (people > limit) return { limit, sequence };
  }
  return null;
}

/** Who has something stored ahead of them. */
export interface PeopleAhead {
  /** In all sequences together that call it. */
  readonly numbers: EditNumbers;
  /** The sequences that these people are in. */
  readonly sequences: readonly StoredSequence[];
}

/** What writing a text anew changes for how many. */
export async function peopleWithText(
  tables: Tables,
  workspace: Workspace,
  name: string,
  now: DateTime,
): Promise<PeopleAhead> {
  return peopleWith(tables, workspace, { name, now }, storedTexts);
}

/** The same for what is on a list for parcels. */
export async function peopleWithList(
  tables: Tables,
  workspace: Workspace,
  name: string,
  now: DateTime,
): Promise<PeopleAhead> {
  return peopleWith(tables, workspace, { name, now }, storedLists);
}

async function peopleWith(
  tables: Tables,
  workspace: Workspace,
  { name, now }: Omit<Changed, 'actor'>,
  kind: Called,
): Promise<PeopleAhead> {
  const all: EditNumbers[] = [];
  const sequences: StoredSequence[] = [];
  for (const { sequence, current, after } of await editsBy(tables, workspace.id, name, kind)) {
    const { numbers } = await summarizeEdit(tables, workspace, current, after, now);
    all.push(numbers);
    if (numbers.affected > 0) sequences.push(sequence);
  }
  return { numbers: summed(all), sequences };
}

/** How sequences call what is stored. */
interface Called {
  readonly namesIn: (definition: Sequence) => readonly string[];
  readonly renamed: (definition: Sequence, from: string, to: string) => Sequence;
}

const storedTexts: Called = { namesIn: templatesIn, renamed: withTemplate };
const storedLists: Called = { namesIn: listsIn, renamed: withList };

interface EditByName {
  readonly sequence: StoredSequence;
  readonly current: SequenceVersion;
  /** For whom it lies ahead, one of another name would be other too. */
  readonly after: Sequence;
}

async function editsBy(
  tables: Tables,
  workspaceId: string,
  name: string,
  { namesIn, renamed }: Called,
): Promise<EditByName[]> {
  const edits: EditByName[] = [];
  for (const sequence of (await callersOf(tables, workspaceId, namesIn)).get(name) ?? []) {
    const current = await tables.sequences.version(sequence.currentVersionId);
    if (current === null) continue;
    edits.push({ sequence, current, after: renamed(current.definition, name, `${name}-anew`) });
  }
  return edits;
}
