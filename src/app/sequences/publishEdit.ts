import type { DateTime } from 'luxon';
import { concerned, differ, type EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import type { AppDeps } from '../deps.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest } from '../ports/stores/publish-requests.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { whatIsCarried } from './availability.js';
import { type EditRefusal, type OpenEdit, openEdit } from './openEdit.js';
import { askManagers, replaceRequest, type ToAsk } from './publishRequests.js';
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
  /** It concerns more than the limit: the other managers in Slack were asked, and one of them publishes it. */
  | {
      readonly ok: false;
      readonly reason: 'asked';
      readonly request: PublishRequest;
      readonly asked: readonly Member[];
    };

/**
 * Publishes the draft of a live sequence in one move (scheduling.md, "Editing a live sequence"), as it was reviewed: at that
 * revision, with what it does to people as it was seen. Where it concerns more than the limit the other managers are asked
 * instead (`decideRequest`), whatever was asked before about the draft; where there is none, the decision is the actor's.
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
      const { numbers } = summary;
      if (differ(seen, numbers)) {
        const asked = await tables.publishRequests.openOf(draftId);
        return { ok: false, reason: 'numbers-changed', review: reviewed(edit, summary, { askable, asked }) };
      }
      const context = { tables, ids: deps.ids, now };
      const isMany = concerned(numbers, finished) > edit.workspace.approvalLimit;
      if (!isMany || askable.length === 0) return publishOpenEdit(context, edit, finished);
      const request = await askAboutDraft(context, actor, edit, { finished, numbers, asked: askable });
      return { ok: false, reason: 'asked', request, asked: askable };
    },
    { limitMs: publishLimitMs },
  );
  deps.poke();
  return outcome;
}

/** Asks these managers about a draft as it is, in the transaction it is given. Poke after the commit. */
export function askAboutDraft(
  context: Parameters<typeof askManagers>[0],
  actor: Member,
  { draft, sequence }: Pick<OpenEdit, 'draft' | 'sequence'>,
  would: Pick<ToAsk, 'finished' | 'numbers' | 'asked'>,
): Promise<PublishRequest> {
  const subject = { of: 'edit', sequenceId: sequence.id, draftId: draft.id } as const;
  return askManagers(context, actor, { subject, name: sequence.name, revision: draft.revision, ...would });
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
  await replaceRequest(tables, draft.id, now);
  await tables.drafts.delete(draft.id);
  return { ...published, ok: true };
}
