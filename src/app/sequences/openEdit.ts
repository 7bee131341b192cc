import { type Difference, differences } from '../../domain/sequence/difference.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Problem } from '../../domain/sequence/problems.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { Tables } from '../ports/store.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member, Workspace } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import type { ShownMember } from '../posting/shown.js';
import type { Carried } from './availability.js';
import { type DraftRefusal, openDraft } from './draft.js';
import { isSame, publicationRefused } from './publishSequence.js';

/** A draft of a live sequence that can be published as it stands. */
export interface OpenEdit {
  readonly ok: true;
  readonly draft: SequenceDraft;
  readonly workspace: Workspace;
  readonly sequence: StoredSequence;
  readonly current: SequenceVersion;
  readonly definition: Sequence;
  readonly carried: Carried;
}

/** Somebody else published since the editing set out. */
export interface Superseded {
  readonly ok: false;
  readonly reason: 'superseded';
  readonly draft: SequenceDraft;
  readonly base: SequenceVersion;
  readonly current: SequenceVersion;
  /** Null: an import. */
  readonly by: ShownMember | null;
  /** What the other one changed, and what this draft would make of it. */
  readonly theirs: readonly Difference[];
  readonly ours: readonly Difference[];
  readonly definition: Sequence;
}

export type EditRefusal =
  | DraftRefusal
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly draft: SequenceDraft }
  | { readonly ok: false; readonly reason: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly reason: 'name-taken'; readonly sequence: StoredSequence }
  | { readonly ok: false; readonly reason: 'gone' }
  /** It says what the sequence says already. */
  | { readonly ok: false; readonly reason: 'unchanged'; readonly sequence: StoredSequence }
  | Superseded;

/** Looks at a draft of a live sequence at a revision that somebody saw; in a transaction it holds off other publishing. */
export async function openEdit(
  { tables, carried }: { readonly tables: Tables; readonly carried: Carried },
  actor: Member,
  { draftId, revision }: { readonly draftId: string; readonly revision: number },
): Promise<OpenEdit | EditRefusal> {
  const { workspaceId } = actor;
  const workspace = await tables.workspaces.lock(workspaceId);
  const opened = await openDraft(tables, actor, draftId);
  if (!opened.ok) return opened;
  const { draft } = opened;
  if (draft.revision !== revision) return { ok: false, reason: 'changed-meanwhile', draft };
  if (draft.edits === null) throw new Error(`draft ${draftId} edits nothing`);
  const parsed = parseSequence(draft.definition);
  if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
  const definition = parsed.sequence;
  const { sequenceId, baseVersionId } = draft.edits;
  const sequence = await tables.sequences.lock(sequenceId);
  const current = sequence === null ? null : await tables.sequences.version(sequence.currentVersionId);
  if (workspace === null || sequence === null || current === null || sequence.archivedAt !== null) {
    return { ok: false, reason: 'gone' };
  }
  const as = { sequenceId };
  const refused = await publicationRefused(
    { tables, carried },
    { workspaceId, definition, publishedById: actor.id, as },
  );
  if (refused !== null) return refused;
  if (current.id !== baseVersionId) return superseded(tables, draft, baseVersionId, current, definition);
  if (isSame(current.definition, definition)) return { ok: false, reason: 'unchanged', sequence };
  return { ok: true, draft, workspace, sequence, current, definition, carried };
}

async function superseded(
  tables: Tables,
  draft: SequenceDraft,
  baseVersionId: string,
  current: SequenceVersion,
  definition: Sequence,
): Promise<Superseded> {
  const base = await tables.sequences.version(baseVersionId);
  if (base === null) throw new Error(`version ${baseVersionId} is not stored`);
  const by = current.publishedById === null ? null : await tables.members.byId(current.publishedById);
  return {
    ok: false,
    reason: 'superseded',
    draft,
    base,
    current,
    by: by === null ? null : { slackUserId: by.slackUserId, name: by.name },
    theirs: differences(base.definition, current.definition),
    ours: differences(current.definition, definition),
    definition,
  };
}
