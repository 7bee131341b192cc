import type { DateTime } from 'luxon';
import { withTemplate } from '../../domain/sequence/calls.js';
import type { AppDeps } from '../deps.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { concernsMoreThan } from '../sequences/summarizeEdit.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import { templateUses } from './templateUses.js';

/** A text that more people have ahead of them than one manager decides about. */
export interface TextOfMany {
  readonly limit: number;
  /** A sequence whose people are more than that. */
  readonly sequence: StoredSequence;
}

/**
 * Whether writing this text anew changes what more people of a sequence get than the limit, where there is another manager
 * who could allow it (decision 17); null where it does not. It may take a while: nothing is held meanwhile.
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
  for (const sequence of (await templateUses(tables, workspaceId)).get(name) ?? []) {
    const sequenceId = sequence.id;
    // Mostly there are few, and none has to be read.
    if ((await tables.enrollments.count({ workspaceId, sequenceId, status: 'active' })) <= limit) continue;
    const current = await tables.sequences.version(sequence.currentVersionId);
    if (current === null) continue;
    // For whom it lies ahead, a text of another name would.
    const after = withTemplate(current.definition, name, `${name}-anew`);
    if (await concernsMoreThan(tables, { workspace, current, after, now }, limit)) return { limit, sequence };
  }
  return null;
}
