import type { DateTime } from 'luxon';
import { concerned } from '../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import { type Difference, differences } from '../../domain/sequence/difference.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest } from '../ports/stores/publish-requests.js';
import { whatIsCarried } from './availability.js';
import { type DraftHead, headDefinition, keepDraft, openDraft } from './draft.js';
import { type EditRefusal, type OpenEdit, openEdit } from './openEdit.js';
import { type EditSummary, summarizeEdit } from './summarizeEdit.js';
import { whoMayAllow } from './whoMayAllow.js';

/** What publishing a draft of a live sequence would do, shown before it does it. */
export interface ReviewedEdit {
  readonly ok: true;
  readonly draftId: string;
  /** Of the draft as it was looked at. */
  readonly revision: number;
  readonly before: Sequence;
  readonly after: Sequence;
  /** The version that it would be. */
  readonly version: number;
  readonly differences: readonly Difference[];
  readonly summary: EditSummary;
  /** Whether a manager's yes is needed, by what becomes of those at the end. */
  readonly needsYes: Readonly<Record<FinishedChoice, boolean>>;
  readonly limit: number;
  /** Who could give it; nobody: the publisher decides alone. */
  readonly askable: readonly Member[];
  /** Somebody was asked already. */
  readonly asked: PublishRequest | null;
}

type Deps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings' | 'texter' | 'postcards' | 'deliveries'>;

/**
 * Works out what publishing would do to the people in the sequence. What stands in the builder's own fields goes into the
 * draft first, so that what is published is what was looked at.
 */
export async function reviewEdit(
  deps: Deps,
  input: {
    readonly actor: Member;
    readonly draftId: string;
    readonly revision: number;
    readonly head?: DraftHead;
  },
): Promise<ReviewedEdit | EditRefusal> {
  const { actor, draftId } = input;
  const { store, settings } = deps;
  const now = await deps.clock.now();
  const typed = await saveHead(deps, input, now);
  if (!typed.ok) return typed;
  // Outside a transaction nothing is held: it may take a while, and nobody has to wait for somebody who only looks.
  const edit = await openEdit({ tables: store.read, carried: await whatIsCarried(deps) }, actor, {
    draftId,
    revision: typed.revision,
  });
  if (!edit.ok) return edit;
  const summary = await summarizeEdit(store.read, edit.workspace, edit.current, edit.definition, now);
  return reviewed(edit, summary, {
    askable: await whoMayAllow(store.read, actor, settings),
    asked: await store.read.publishRequests.openOf(draftId),
  });
}

async function saveHead(
  { store }: Deps,
  { actor, draftId, revision, head }: Parameters<typeof reviewEdit>[1],
  now: DateTime,
): Promise<{ readonly ok: true; readonly revision: number } | EditRefusal> {
  return store.transact(async (tables): Promise<{ readonly ok: true; readonly revision: number } | EditRefusal> => {
    const opened = await openDraft(tables, actor, draftId);
    if (!opened.ok) return opened;
    const { draft } = opened;
    if (draft.revision !== revision) return { ok: false, reason: 'changed-meanwhile', draft };
    const definition = { ...draft.definition, ...(head === undefined ? {} : headDefinition(head)) };
    const isTyped = Object.entries(definition).some(([key, value]) => value !== draft.definition[key]);
    if (!isTyped) return { ok: true, revision };
    const kept = await keepDraft(tables, { ...draft, definition }, now);
    return kept.ok ? { ok: true, revision: kept.draft.revision } : kept;
  });
}

/** The same of an edit that is open. */
export function reviewed(
  { draft, workspace, current, definition }: OpenEdit,
  summary: EditSummary,
  { askable, asked }: Pick<ReviewedEdit, 'askable' | 'asked'>,
): ReviewedEdit {
  const limit = workspace.approvalLimit;
  const needs = (choice: FinishedChoice) => askable.length > 0 && concerned(summary.numbers, choice) > limit;
  return {
    ok: true,
    draftId: draft.id,
    revision: draft.revision,
    before: current.definition,
    after: definition,
    version: current.number + 1,
    differences: differences(current.definition, definition),
    summary,
    needsYes: { continue: needs('continue'), leave: needs('leave') },
    limit,
    askable,
    asked,
  };
}
