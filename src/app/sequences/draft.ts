import type { DateTime } from 'luxon';
import type { Role } from '../../domain/access.js';
import type { StepFileJson } from '../../domain/sequence/file.js';
import { isObject } from '../../domain/sequence/problems.js';
import type { SequenceType } from '../../domain/sequence/sequence.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';

/** Why a draft cannot be worked on. */
export type DraftRefusal =
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** It was published or thrown away. */
  | { readonly ok: false; readonly reason: 'no-draft' };

/** The draft, where the actor may build. */
export async function openDraft(
  { drafts }: Pick<Tables, 'drafts'>,
  actor: Member,
  draftId: string,
): Promise<{ readonly ok: true; readonly draft: SequenceDraft } | DraftRefusal> {
  const draft = await drafts.byId(draftId);
  const refused = refusal(actor, 'build-sequence', draft?.memberId === actor.id);
  if (refused !== null) return refused;
  if (draft === null || draft.workspaceId !== actor.workspaceId) return { ok: false, reason: 'no-draft' };
  return { ok: true, draft };
}

/** The draft as it is written, or, where another window was faster, the one that lies there now. */
export type KeptDraft =
  | { readonly ok: true; readonly draft: SequenceDraft }
  | { readonly ok: false; readonly reason: 'changed-meanwhile'; readonly draft: SequenceDraft };

/** Writes a draft over the revision that was read. */
export async function keepDraft(
  { drafts }: Pick<Tables, 'drafts'>,
  draft: SequenceDraft,
  now: DateTime,
): Promise<KeptDraft> {
  if (await drafts.save(draft, now)) return { ok: true, draft: { ...draft, revision: draft.revision + 1 } };
  return { ok: false, reason: 'changed-meanwhile', draft: (await drafts.byId(draft.id)) ?? draft };
}

/** What a draft says beside its steps, as a form holds it. */
export interface DraftHead {
  /** May be unfinished: it is checked when the draft is published. */
  readonly name: string;
  /** Whether steps follow each other, or stand each on a date; left out: as it is. */
  readonly type?: SequenceType;
  readonly zone: 'account' | 'contact';
  /** HH:mm; null: the usual one. */
  readonly defaultTime: string | null;
}

/** {@link DraftHead} as the sequence file has it. */
export function headDefinition({ name, type, zone, defaultTime }: DraftHead): SequenceDraft['definition'] {
  return { name: name.trim(), ...(type === undefined ? {} : { type }), zone, defaultTime: defaultTime ?? undefined };
}

/** The steps of a draft as the sequence file has them; each has an id. */
export function draftSteps({ definition }: Pick<SequenceDraft, 'definition'>): readonly StepFileJson[] {
  return Array.isArray(definition.steps) ? definition.steps.filter(isObject) : [];
}
