import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { Program } from './program.js';
import type { Conversation, Person, ShownMessage, ShownView, Snapshot } from './protocol.js';
import type { Member } from './slack/workspace.js';
import { APP, PEOPLE, TEAM } from './slack/workspace.js';
import type { StoredConversation, StoredFile, StoredMessage, StoredView } from './store/state.js';
import type { Store } from './store/store.js';

/** What the page holds at most: older messages, mails, texts, cards and parcels stay stored, unseen. */
const SHOWN_MESSAGES_PER_CONVERSATION = 200;
const SHOWN_MAILS = 300;
const SHOWN_TEXTS = 300;
const SHOWN_CARDS = 100;
const SHOWN_PARCELS = 100;

/** Everything the page shows to one person. */
export async function takeSnapshot(
  parts: { readonly store: Store; readonly program: Program; readonly travelingTo: string | null },
  me: Member,
): Promise<Snapshot> {
  const { store, program, travelingTo } = parts;
  const { state } = store;
  const [now, nextDueAt, openLines] = await Promise.all([program.now(), program.nextDueAt(), program.openLines()]);
  const taskWaits = nextDueAt === null && (await program.hasOpenTask());
  const mine = state.conversations.filter((one) => one.members.includes(me.id));
  const home = state.homes[me.id];
  const inMine = new Set(mine.map((one) => one.id));
  const visible = state.messages.filter(
    (one) => inMine.has(one.conversation) && (one.visibleTo === null || one.visibleTo === me.id),
  );
  return {
    revision: state.revision,
    workspace: TEAM.name,
    now: now.toUTC().toISO() ?? '',
    // As Slack does, everybody reads times on their own clock.
    zone: me.zone,
    travelingTo,
    nextDueAt: nextDueAt?.toUTC().toISO() ?? null,
    taskWaits,
    command: program.command,
    shortcuts: program.shortcuts,
    me: shownPerson(me),
    people: PEOPLE.map(shownPerson),
    conversations: mine.map((one) => shownConversation(one, visible, me)),
    messages: newestOfEach(visible).map((one) => shownMessage(one, state.files)),
    modals: (state.modals[me.id] ?? []).map(shownView),
    home: home === undefined ? null : shownView(home),
    outbox: store.outbox.taken.slice(-SHOWN_MAILS).toReversed(),
    phone: store.phone.taken.slice(-SHOWN_TEXTS).toReversed(),
    postbox: store.postbox.taken.slice(-SHOWN_CARDS).toReversed(),
    parcels: store.parcels.taken.slice(-SHOWN_PARCELS).toReversed(),
    openLines,
  };
}

function newestOfEach(messages: readonly StoredMessage[]): StoredMessage[] {
  const taken = new Map<string, number>();
  return messages
    .toReversed()
    .filter((one) => {
      const count = (taken.get(one.conversation) ?? 0) + 1;
      taken.set(one.conversation, count);
      return count <= SHOWN_MESSAGES_PER_CONVERSATION;
    })
    .reverse();
}

function shownPerson({ id, name, realName, email, role, title, color }: Member): Person {
  return { id, name, realName, email, role, title, color };
}

function shownConversation(
  conversation: StoredConversation,
  visible: readonly StoredMessage[],
  me: Member,
): Conversation {
  const seen = Number(conversation.reads[me.id] ?? '0');
  return {
    id: conversation.id,
    kind: conversation.kind,
    name: conversation.name,
    topic: conversation.topic,
    botIsMember: conversation.members.includes(APP.botUserId),
    unread: visible.filter(
      (one) => one.conversation === conversation.id && one.author !== me.id && Number(one.ts) > seen,
    ).length,
  };
}

function shownMessage(message: StoredMessage, files: readonly StoredFile[]): ShownMessage {
  return {
    ts: message.ts,
    conversation: message.conversation,
    threadTs: message.threadTs,
    isBroadcast: message.isBroadcast ?? false,
    author: message.author,
    text: message.text,
    blocks: message.blocks as readonly KnownBlock[],
    edited: message.editedTs !== null,
    ephemeral: message.visibleTo !== null,
    postedAt: message.postedAt,
    files: files
      .filter((one) => message.files.includes(one.id))
      .map(({ id, name, title, mimetype, size }) => ({ id, name, title, mimetype, size })),
  };
}

function shownView(stored: StoredView<ModalView | HomeView>): ShownView {
  return {
    id: stored.id,
    hash: stored.hash,
    view: stored.view,
    errors: stored.errors,
    state: stored.state,
    ...(stored.banner === null ? {} : { banner: stored.banner }),
  };
}
