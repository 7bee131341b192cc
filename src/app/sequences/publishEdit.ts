import type { DateTime } from 'luxon';
import { concerned, differ, type EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import type { AppDeps } from '../deps.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { whatIsCarried } from './availability.js';
import { type EditRefusal, type OpenEdit, openEdit } from './openEdit.js';
import { replaceRequest } from './publishRequests.js';
import { publishLimitMs, publishSequence } from './publishSequence.js';
import { type ReviewedEdit, reviewed } from './reviewEdit.js';
import { summarizeEdit } from './summarizeEdit.js';
import { whoMayAllow } from './whoMayAllow.js';

export type PublishedEdit =
  | {
      readonly ok: true;
      readonly sequence: StoredSequence;
      readonly version: number;
      readonly takenOver: number;
    }
  | EditRefusal
  /** Something else would happen now than what was seen: it is shown again, and nothing was published. */
  | { readonly ok: false; readonly reason: 'numbers-changed'; readonly review: ReviewedEdit }
  /** It concerns more than the limit: a manager has to be asked. */
  | { readonly ok: false; readonly reason: 'needs-yes'; readonly review: ReviewedEdit };

/**
 * Publishes the draft of a live sequence in one move (scheduling.md, "Editing a live sequence"), as it was reviewed: at that
 * revision, with what it does to people as it was seen. More people than the limit take {@link decideRequest}.
 */
export async function publishEdit(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings' | 'poke' | 'texter' | 'postcards' | 'deliveries'>,
  input: {
    readonly actor: Member;
    readonly draftId: string;
    readonly revision: number;
    readonly finished: FinishedChoice;
    readonly seen: EditNumbers;
  },
): Promise<PublishedEdit> {
  const { actor, draftId, finished, seen } = input;
  const now = await deps.clock.now();
  const carried = await whatIsCarried(deps);
  const outcome = await deps.store.transact(
    async (tables): Promise<PublishedEdit> => {
      const edit = await openEdit({ tables, carried }, actor, input);
      if (!edit.ok) return edit;
      const summary = await summarizeEdit(tables, edit.workspace, edit.current, edit.definition, now);
      const askable = await whoMayAllow(tables, actor, deps.settings);
      const asked = await tables.publishRequests.openOf(draftId);
      const review = reviewed(edit, summary, { askable, asked });
      if (differ(seen, summary.numbers)) return { ok: false, reason: 'numbers-changed', review };
      const isMany = concerned(summary.numbers, finished) > edit.workspace.approvalLimit;
      if (isMany && askable.length > 0) return { ok: false, reason: 'needs-yes', review };
      return publishOpenEdit({ tables, ids: deps.ids, now }, edit, finished);
    },
    { limitMs: publishLimitMs },
  );
  if (outcome.ok) deps.poke();
  return outcome;
}

/** Publishes an edit that is open, and removes its draft. */
export async function publishOpenEdit(
  context: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  { draft, sequence, definition, carried }: OpenEdit,
  finished: FinishedChoice,
): Promise<Extract<PublishedEdit, { ok: true }>> {
  const { tables, now } = context;
  const published = await publishSequence(
    { ...context, carried },
    {
      workspaceId: draft.workspaceId,
      definition,
      publishedById: draft.memberId,
      as: { sequenceId: sequence.id },
      finished,
    },
  );
  if (!published.ok) throw new Error(`an edit that was open cannot be published: ${published.reason}`);
  await replaceRequest(tables, draft, now);
  await tables.drafts.delete(draft.id);
  return { ...published, ok: true };
}
