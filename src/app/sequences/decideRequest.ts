import { differ } from '../../domain/enrollment/edit-numbers.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest } from '../ports/stores/publish-requests.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { whatIsCarried } from './availability.js';
import { openEdit } from './openEdit.js';
import { publishOpenEdit } from './publishEdit.js';
import { refreshRequest, requestPost } from './publishRequests.js';
import { publishLimitMs, type publishSequence } from './publishSequence.js';
import { summarizeEdit } from './summarizeEdit.js';

export type DecidedRequest =
  | { readonly ok: true; readonly allowed: false; readonly sequence: StoredSequence }
  | { readonly ok: true; readonly allowed: true; readonly sequence: StoredSequence; readonly version: number }
  | NonNullable<ReturnType<typeof refusal>>
  | { readonly ok: false; readonly reason: 'gone' }
  /** Who asked cannot answer. */
  | { readonly ok: false; readonly reason: 'own' }
  | { readonly ok: false; readonly reason: 'decided'; readonly request: PublishRequest; readonly by: Member | null }
  /** The draft was changed, or the sequence published by somebody else: who asked has to review and ask again. */
  | { readonly ok: false; readonly reason: 'outdated' }
  /** Other people are concerned than when it was shown: the message shows the numbers as they are now. */
  | { readonly ok: false; readonly reason: 'numbers-changed' };

/** A manager allows a publishing, which happens at once, or refuses it. Who, what and when is written down. */
export async function decideRequest(
  deps: Pick<AppDeps, 'store' | 'clock' | 'ids' | 'poke' | 'texter' | 'postcards' | 'deliveries' | 'settings'>,
  input: { readonly actor: Member; readonly requestId: string; readonly allows: boolean },
): Promise<DecidedRequest> {
  const now = await deps.clock.now();
  const carried = await whatIsCarried(deps);
  const outcome = await deps.store.transact((tables) => decide({ tables, ids: deps.ids, now, carried }, input), {
    limitMs: publishLimitMs,
  });
  deps.poke();
  return outcome;
}

type Context = Parameters<typeof publishSequence>[0];

async function decide(
  { tables, ids, now, carried }: Context,
  { actor, requestId, allows }: Parameters<typeof decideRequest>[1],
): Promise<DecidedRequest> {
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const request = await tables.publishRequests.lock(requestId);
  const sequence = request === null ? null : await tables.sequences.byId(request.sequenceId);
  const asker = request === null ? null : await tables.members.byId(request.askedById);
  if (request === null || sequence === null || asker === null || request.workspaceId !== actor.workspaceId) {
    return { ok: false, reason: 'gone' };
  }
  if (request.state !== 'open') {
    const by = request.decidedById === null ? null : await tables.members.byId(request.decidedById);
    return { ok: false, reason: 'decided', request, by };
  }
  if (asker.id === actor.id) return { ok: false, reason: 'own' };
  const context = { tables, ids, now };
  const settle = async (state: 'approved' | 'refused' | 'replaced', version: number | null = null) => {
    const decidedById = state === 'replaced' ? null : actor.id;
    const settled: PublishRequest = { ...request, state, decidedById, decidedAt: now, version };
    await tables.publishRequests.save(settled);
    await refreshRequest(tables, settled, now);
    await tables.posts.add(requestPost(request, asker, { postId: ids.next(), now }));
  };
  const note = (action: string, detail: Record<string, unknown>) =>
    audit(context, actor, { action, subject: sequence.name, detail: { askedBy: asker.name, ...detail } });
  if (!allows) {
    await settle('refused');
    await note('publish-refuse', { ...request.numbers });
    return { ok: true, allowed: false, sequence };
  }
  const edit = await openEdit({ tables, carried }, asker, request);
  if (!edit.ok) {
    await settle('replaced');
    return { ok: false, reason: 'outdated' };
  }
  const { numbers } = await summarizeEdit(tables, edit.workspace, edit.current, edit.definition, now);
  if (differ(request.numbers, numbers)) {
    const shown: PublishRequest = { ...request, numbers };
    await tables.publishRequests.save(shown);
    await refreshRequest(tables, shown, now);
    return { ok: false, reason: 'numbers-changed' };
  }
  await settle('approved', edit.current.number + 1);
  const published = await publishOpenEdit(context, edit, request.finished);
  await note('publish-allow', { ...numbers, version: published.version, choice: request.finished });
  return { ok: true, allowed: true, sequence: published.sequence, version: published.version };
}
