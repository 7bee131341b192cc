import type { DateTime } from 'luxon';
import type { EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import { withTemplate } from '../../domain/sequence/calls.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { affectedUpTo, summarizeEdit } from '../sequences/summarizeEdit.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { templateUses } from './templateUses.js';

/** A text that more people have ahead of them than one manager decides about. */
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
  {
    actor,
    name,
    now,
  }: { readonly actor: Pick<Member, 'id' | 'workspaceId'>; readonly name: string; readonly now: DateTime },
): Promise<TextOfMany | null> {
  const { workspaceId } = actor;
  const workspace = await tables.workspaces.byId(workspaceId);
  if (workspace === null || (await whoMayAllow(tables, actor, settings)).length === 0) return null;
  const limit = workspace.approvalLimit;
  let people = 0;
  for (const { sequence, current, after } of await editsByText(tables, workspaceId, name)) {
    people += await affectedUpTo(tables, { workspace, current, after, now }, limit - people);
    if (people > limit) return { limit, sequence };
  }
  return null;
}

/** What writing a text anew changes for how many, in all sequences together that call it. */
export async function numbersOfText(
  tables: Tables,
  workspace: Workspace,
  name: string,
  now: DateTime,
): Promise<EditNumbers> {
  const nobody = { people: 0, affected: 0, next: 0, time: 0, ended: 0, lost: 0, past: 0, finished: 0, tasks: 0 };
  let all: EditNumbers = nobody;
  for (const { current, after } of await editsByText(tables, workspace.id, name)) {
    const { numbers } = await summarizeEdit(tables, workspace, current, after, now);
    all = { ...all, people: all.people + numbers.people, affected: all.affected + numbers.affected };
  }
  return all;
}

interface EditByText {
  readonly sequence: StoredSequence;
  readonly current: SequenceVersion;
  /** For whom the text lies ahead, one of another name would be other too. */
  readonly after: Sequence;
}

async function editsByText(tables: Tables, workspaceId: string, name: string): Promise<EditByText[]> {
  const edits: EditByText[] = [];
  for (const sequence of (await templateUses(tables, workspaceId)).get(name) ?? []) {
    const current = await tables.sequences.version(sequence.currentVersionId);
    if (current === null) continue;
    edits.push({ sequence, current, after: withTemplate(current.definition, name, `${name}-anew`) });
  }
  return edits;
}
