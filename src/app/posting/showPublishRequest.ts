import type { DateTime } from 'luxon';
import { differences } from '../../domain/sequence/difference.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest } from '../ports/stores/publish-requests.js';
import { shortTime } from '../shown/clocks.js';
import { editedTexts } from '../shown/editedTexts.js';
import { differenceLines, numbersLines } from '../shown/editWords.js';
import { readerZone } from '../shown/readerZone.js';
import type { NoticeButton, ShownNotice } from './shown.js';

/** Differences that one message names. */
const listed = 15;

/** The question whether a publishing is allowed, or what became of it. Null when its sequence is gone. */
export async function showPublishRequest(
  tables: Tables,
  postId: string,
  { requestId }: Extract<Notice, { kind: 'publish-request' }>,
  now: DateTime,
): Promise<ShownNotice | null> {
  const request = await tables.publishRequests.byId(requestId);
  const sequence = request === null ? null : await tables.sequences.byId(request.sequenceId);
  const asker = request === null ? null : await tables.members.byId(request.askedById);
  if (request === null || sequence === null || asker === null) return null;
  const reader = await readerOf(tables, postId, asker);
  const about = `${asker.name} wants to publish changes of ${sequence.name}`;
  const said = numbersLines(request.numbers, request.finished);
  if (request.state === 'open') {
    const changes = await changesOf(tables, request, sequence.currentVersionId);
    const text = [...said, '', 'What changes:', ...changes].join('\n');
    return { title: `${about}. Do you allow it?`, text, buttons: buttonsOf(request) };
  }
  const workspace = await tables.workspaces.byId(request.workspaceId);
  const at = workspace === null || request.decidedAt === null ? null : readerZone(reader, workspace);
  const when = at === null || request.decidedAt === null ? '' : `, ${shortTime(request.decidedAt, at, now)}`;
  const decider = request.decidedById === null ? null : await tables.members.byId(request.decidedById);
  const by = decider?.name ?? 'Somebody';
  return { title: about, text: [endOf(request, by, when), '', ...said].join('\n'), buttons: [] };
}

const endings: Readonly<Record<Exclude<PublishRequest['state'], 'open'>, (by: string, when: string) => string>> = {
  approved: (by, when) => `${by} allowed it${when}. It is published.`,
  refused: (by, when) => `${by} refused it${when}. Nothing was published; the draft is kept.`,
  replaced: () => 'This question counts no more: the draft was changed, published or thrown away since it was asked.',
};

function endOf({ state }: PublishRequest, by: string, when: string): string {
  return state === 'open' ? '' : endings[state](by, when);
}

function buttonsOf({ id }: PublishRequest): NoticeButton[] {
  return [
    { action: 'decide-publish', label: 'Approve and publish', value: `allow ${id}`, style: 'primary' },
    { action: 'decide-publish', label: 'Refuse', value: `refuse ${id}`, style: 'danger' },
  ];
}

async function changesOf(tables: Tables, { draftId }: PublishRequest, currentVersionId: string): Promise<string[]> {
  const draft = await tables.drafts.byId(draftId);
  const current = await tables.sequences.version(currentVersionId);
  const parsed = parseSequence(draft?.definition);
  if (current === null || !parsed.ok) return [];
  const [before, after] = [current.definition, parsed.sequence];
  const found = differences(before, after);
  const lines = found.slice(0, listed).flatMap((one) => [
    ...differenceLines([one], before, after),
    // Who allows it answers for what is said in it.
    ...editedTexts(one, before, after).map((text) => `      ${text}`),
  ]);
  return found.length > listed ? [...lines, `and ${found.length - listed} more`] : lines;
}

/** Whose message it is. */
async function readerOf(tables: Tables, postId: string, asker: Member): Promise<Member> {
  const post = await tables.posts.byId(postId);
  const reader = post === null ? null : await tables.members.bySlackId(asker.workspaceId, post.conversation);
  return reader ?? asker;
}
