import { differ } from '../../domain/enrollment/edit-numbers.js';
import type { FinishedChoice } from '../../domain/enrollment/publish.js';
import { audit } from '../audit.js';
import type { AppDeps } from '../deps.js';
import { refusal } from '../people/refusal.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest, RequestSubject } from '../ports/stores/publish-requests.js';
import { reopenText } from '../templates/askAboutText.js';
import { whatIsCarried } from './availability.js';
import { openEdit } from './openEdit.js';
import { publishOpenEdit } from './publishEdit.js';
import { type Reopened, refreshRequest, requestAction, requestPost } from './publishRequests.js';
import { publishLimitMs, type publishSequence } from './publishSequence.js';
import { summarizeEdit } from './summarizeEdit.js';

export type DecidedRequest =
  | ({ readonly ok: true; readonly allowed: false } & About)
  | ({ readonly ok: true; readonly allowed: true; readonly version: number } & About)
  | NonNullable<ReturnType<typeof refusal>>
  | { readonly ok: false; readonly reason: 'gone' }
  /** Who asked cannot answer. */
  | { readonly ok: false; readonly reason: 'own' }
  | { readonly ok: false; readonly reason: 'decided'; readonly request: PublishRequest; readonly by: Member | null }
  /** The draft, the sequence or the text was changed since: who asked has to look, and ask again. */
  | { readonly ok: false; readonly reason: 'outdated'; readonly of: RequestSubject['of'] }
  /** Other people are concerned than when it was shown: the message shows the numbers as they are now. */
  | { readonly ok: false; readonly reason: 'numbers-changed' };

interface About {
  readonly of: RequestSubject['of'];
  /** Of the sequence, or of the text. */
  readonly name: string;
}

/** A manager allows what somebody asked about, which happens at once, or refuses it. Who, what and when is written down. */
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

async function decide(context: Context, input: Parameters<typeof decideRequest>[1]): Promise<DecidedRequest> {
  const { tables, ids, now } = context;
  const { actor, requestId, allows } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const request = await tables.publishRequests.lock(requestId);
  const name = request === null ? null : await nameOf(tables, request.subject);
  const asker = request === null ? null : await tables.members.byId(request.askedById);
  if (request === null || name === null || asker === null || request.workspaceId !== actor.workspaceId) {
    return { ok: false, reason: 'gone' };
  }
  if (request.state !== 'open') {
    const by = request.decidedById === null ? null : await tables.members.byId(request.decidedById);
    return { ok: false, reason: 'decided', request, by };
  }
  if (asker.id === actor.id) return { ok: false, reason: 'own' };
  const { subject } = request;
  const settle = async (state: 'approved' | 'refused' | 'replaced', version: number | null = null) => {
    const decidedById = state === 'replaced' ? null : actor.id;
    const settled: PublishRequest = { ...request, state, decidedById, decidedAt: now, version };
    await tables.publishRequests.save(settled);
    await refreshRequest(tables, settled, now);
    await tables.posts.add(requestPost(request, asker, { postId: ids.next(), now }));
  };
  const note = (what: 'allow' | 'refuse', detail: Record<string, unknown>) => {
    const entry = { action: requestAction(subject, what), subject: name, detail: { askedBy: asker.name, ...detail } };
    return audit(context, actor, entry);
  };
  if (!allows) {
    await settle('refused');
    await note('refuse', { ...request.numbers });
    return { ok: true, allowed: false, of: subject.of, name };
  }
  const reopened = await reopen(context, asker, request);
  if (reopened === null) {
    await settle('replaced');
    return { ok: false, reason: 'outdated', of: subject.of };
  }
  const { numbers, version, carryOut } = reopened;
  if (differ(request.numbers, numbers)) {
    const shown: PublishRequest = { ...request, numbers };
    await tables.publishRequests.save(shown);
    await refreshRequest(tables, shown, now);
    return { ok: false, reason: 'numbers-changed' };
  }
  await settle('approved', version);
  await carryOut();
  await note('allow', { ...numbers, version, ...(subject.of === 'edit' ? { choice: request.finished } : {}) });
  return { ok: true, allowed: true, of: subject.of, name, version };
}

/** Of the sequence or the text that it is about; null where it is gone. */
async function nameOf(tables: Tables, subject: RequestSubject): Promise<string | null> {
  if (subject.of === 'edit') return (await tables.sequences.byId(subject.sequenceId))?.name ?? null;
  return (await tables.templates.byId(subject.templateId))?.name ?? null;
}

/** Null where what was asked about is another by now. */
function reopen(context: Context, asker: Member, request: PublishRequest): Promise<Reopened | null> {
  const { subject, revision, finished } = request;
  return subject.of === 'edit'
    ? reopenEdit(context, asker, { draftId: subject.draftId, revision, finished })
    : reopenText(context, asker, { ...subject, version: revision });
}

async function reopenEdit(
  context: Context,
  asker: Member,
  asked: { readonly draftId: string; readonly revision: number; readonly finished: FinishedChoice },
): Promise<Reopened | null> {
  const { tables, now } = context;
  const edit = await openEdit(context, asker, asked);
  if (!edit.ok) return null;
  const { numbers } = await summarizeEdit(tables, edit.workspace, edit.current, edit.definition, now);
  return {
    numbers,
    version: edit.current.number + 1,
    carryOut: () => publishOpenEdit(context, edit, asked.finished),
  };
}
