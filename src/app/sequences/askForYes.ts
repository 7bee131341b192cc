import type { DateTime } from 'luxon';
import { differ, type EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest } from '../ports/stores/publish-requests.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { whatIsCarried } from './availability.js';
import { type EditRefusal, openEdit } from './openEdit.js';
import { replaceRequest, requestPost } from './publishRequests.js';
import { publishLimitMs } from './publishSequence.js';
import { type ReviewedEdit, reviewed } from './reviewEdit.js';
import { summarizeEdit } from './summarizeEdit.js';
import { whoMayAllow } from './whoMayAllow.js';

export type AskedForYes =
  | { readonly ok: true; readonly request: PublishRequest; readonly asked: readonly Member[] }
  | EditRefusal
  | { readonly ok: false; readonly reason: 'numbers-changed'; readonly review: ReviewedEdit }
  /** There is no other manager who is known in Slack. */
  | { readonly ok: false; readonly reason: 'nobody-to-ask' };

/** Asks the other managers in Slack to allow a publishing that concerns many. What was asked before about it is replaced. */
export async function askForYes(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'settings' | 'poke' | 'texter' | 'postcards' | 'deliveries'>,
  input: {
    readonly actor: Member;
    readonly draftId: string;
    readonly revision: number;
    readonly finished: FinishedChoice;
    readonly seen: EditNumbers;
  },
): Promise<AskedForYes> {
  const { actor, draftId, finished, seen } = input;
  const now = await deps.clock.now();
  const carried = await whatIsCarried(deps);
  const outcome = await deps.store.transact(
    async (tables): Promise<AskedForYes> => {
      const edit = await openEdit({ tables, carried }, actor, input);
      if (!edit.ok) return edit;
      const asked = await whoMayAllow(tables, actor, deps.settings);
      if (asked.length === 0) return { ok: false, reason: 'nobody-to-ask' };
      const summary = await summarizeEdit(tables, edit.workspace, edit.current, edit.definition, now);
      const { numbers } = summary;
      if (differ(seen, numbers)) {
        const before = await tables.publishRequests.openOf(draftId);
        return {
          ok: false,
          reason: 'numbers-changed',
          review: reviewed(edit, summary, { askable: asked, asked: before }),
        };
      }
      const { draft, sequence } = edit;
      const request = await askManagers({ tables, ids: deps.ids, now }, actor, {
        draft,
        sequence,
        finished,
        numbers,
        asked,
      });
      return { ok: true, request, asked };
    },
    { limitMs: publishLimitMs },
  );
  if (outcome.ok) deps.poke();
  return outcome;
}

interface ToAsk {
  readonly draft: SequenceDraft;
  readonly sequence: StoredSequence;
  readonly finished: FinishedChoice;
  /** What publishing would do. */
  readonly numbers: EditNumbers;
  readonly asked: readonly Member[];
}

/** Asks these managers about a draft as it is, in the transaction it is given. Poke after the commit. */
export async function askManagers(
  context: { readonly tables: Tables; readonly ids: Ids; readonly now: DateTime },
  actor: Member,
  { draft, sequence, finished, numbers, asked }: ToAsk,
): Promise<PublishRequest> {
  const { tables, ids, now } = context;
  await replaceRequest(tables, draft, now);
  const request: PublishRequest = {
    ...{ id: ids.next(), workspaceId: actor.workspaceId, sequenceId: sequence.id },
    ...{ draftId: draft.id, revision: draft.revision, finished, numbers },
    ...{ state: 'open', askedById: actor.id, askedAt: now, decidedById: null, decidedAt: null, version: null },
  };
  await tables.publishRequests.create(request);
  await tables.posts.add(asked.flatMap((member) => requestPost(request, member, { postId: ids.next(), now })));
  const entry = { action: 'publish-ask', subject: sequence.name, detail: { ...numbers, choice: finished } };
  await audit(context, actor, entry);
  return request;
}
