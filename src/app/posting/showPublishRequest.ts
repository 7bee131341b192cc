import type { DateTime } from 'luxon';
import { differences } from '../../domain/sequence/difference.js';
import { parseSequence } from '../../domain/sequence/parse.js';
import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { PublishRequest, RequestSubject } from '../ports/stores/publish-requests.js';
import { shortTime } from '../shown/clocks.js';
import { editedTexts, textLines } from '../shown/editedTexts.js';
import { differenceLines, numbersLines } from '../shown/editWords.js';
import { readerZone } from '../shown/readerZone.js';
import type { NoticeButton, ShownNotice } from './shown.js';

/** Differences that one message names. */
const listed = 15;

/** The question whether something that concerns many is allowed, or what became of it. Null when what it is about is gone. */
export async function showPublishRequest(
  tables: Tables,
  postId: string,
  { requestId }: Extract<Notice, { kind: 'publish-request' }>,
  now: DateTime,
): Promise<ShownNotice | null> {
  const request = await tables.publishRequests.byId(requestId);
  const asker = request === null ? null : await tables.members.byId(request.askedById);
  const wanted = request === null ? null : await wantedOf(tables, request.subject);
  if (request === null || wanted === null || asker === null) return null;
  const reader = await readerOf(tables, postId, asker);
  const about = `${asker.name} wants to ${wanted.what}`;
  const said = numbersLines(request.numbers, request.finished);
  if (request.state === 'open') {
    const text = [...said, '', 'What changes:', ...(await wanted.changes())].join('\n');
    return { title: `${about}. Do you allow it?`, text, buttons: buttonsOf(request) };
  }
  const workspace = await tables.workspaces.byId(request.workspaceId);
  const at = workspace === null || request.decidedAt === null ? null : readerZone(reader, workspace);
  const when = at === null || request.decidedAt === null ? '' : `, ${shortTime(request.decidedAt, at, now)}`;
  const decider = request.decidedById === null ? null : await tables.members.byId(request.decidedById);
  const by = decider?.name ?? 'Somebody';
  const end = endings[request.subject.of][request.state](by, when);
  // What was written is nowhere else: a draft keeps what an edit would have been.
  const written =
    request.subject.of === 'text' && request.state !== 'approved' ? ['', ...(await wanted.changes())] : [];
  return { title: about, text: [end, '', ...said, ...written].join('\n'), buttons: [] };
}

type Ending = (by: string, when: string) => string;

const endings: Readonly<
  Record<RequestSubject['of'], Readonly<Record<Exclude<PublishRequest['state'], 'open'>, Ending>>>
> = {
  edit: {
    approved: (by, when) => `${by} allowed it${when}. It is published.`,
    refused: (by, when) => `${by} refused it${when}. Nothing was published; the draft is kept.`,
    replaced: () => 'This question counts no more: the draft was changed, published or thrown away since it was asked.',
  },
  text: {
    approved: (by, when) => `${by} allowed it${when}. It is saved, and goes out from now on.`,
    refused: (by, when) => `${by} refused it${when}. The text stays as it was; what was to be saved is below.`,
    replaced: () =>
      'This question counts no more: the text was changed since, or is asked about anew. What was to be saved:',
  },
};

interface Wanted {
  /** After “wants to”. */
  readonly what: string;
  /** What changes, a line each. */
  readonly changes: () => Promise<string[]>;
}

async function wantedOf(tables: Tables, subject: RequestSubject): Promise<Wanted | null> {
  if (subject.of === 'text') {
    const template = await tables.templates.byId(subject.templateId);
    const changes = async () => textLines(subject.text);
    return template === null ? null : { what: `rewrite the text ${template.name}`, changes };
  }
  const sequence = await tables.sequences.byId(subject.sequenceId);
  if (sequence === null) return null;
  const changes = () => changesOf(tables, subject.draftId, sequence.currentVersionId);
  return { what: `publish changes of ${sequence.name}`, changes };
}

function buttonsOf({ id, subject }: PublishRequest): NoticeButton[] {
  const does = subject.of === 'edit' ? 'publish' : 'save';
  return [
    { action: 'decide-publish', label: `Approve and ${does}`, value: `allow ${id}`, style: 'primary' },
    { action: 'decide-publish', label: 'Refuse', value: `refuse ${id}`, style: 'danger' },
  ];
}

async function changesOf(tables: Tables, draftId: string, currentVersionId: string): Promise<string[]> {
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
