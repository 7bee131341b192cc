import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { StateValues } from '../protocol.js';
import { CONVERSATIONS, type SeedConversation } from '../slack/workspace.js';

/** What the sandbox remembers of Slack, as it lies in `sandbox.json`. Owned by the store; changed in place. */
export interface SandboxState {
  readonly format: 1;
  /** Grows with every change. */
  revision: number;
  /** The last message `ts` given out, in microseconds since 1970. */
  lastTsMicros: number;
  conversations: StoredConversation[];
  /** In order of `ts`. */
  messages: StoredMessage[];
  /** User id to the stack of open modals, the top one last. */
  modals: Record<string, StoredView<ModalView>[]>;
  /** User id to the App Home. */
  homes: Record<string, StoredView<HomeView>>;
  responseUrls: Record<string, StoredResponseUrl>;
  files: StoredFile[];
}

export interface StoredConversation extends Omit<SeedConversation, 'members'> {
  members: string[];
  /** User id to the `ts` of the newest message that the person has seen. */
  reads: Record<string, string>;
}

export interface StoredMessage {
  readonly ts: string;
  readonly conversation: string;
  readonly threadTs: string | null;
  /** A reply that the conversation shows too. */
  readonly isBroadcast?: boolean;
  /** A user id, `app` or `slackbot`. */
  readonly author: string;
  text: string;
  blocks: readonly KnownBlock[];
  metadata: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> } | null;
  editedTs: string | null;
  /** The only person who sees it, for an ephemeral message. */
  readonly visibleTo: string | null;
  readonly postedAt: string;
  /** Ids of the files that it shares. */
  readonly files: readonly string[];
}

/** What is known of a file; its content lies beside (`file-contents.ts`). */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly mimetype: string;
  readonly size: number;
  /** A user id, or `app`. */
  readonly author: string;
  readonly createdAt: string;
  /** An upload was announced, its content has come, or it has been completed: only then does the file exist. */
  state: 'announced' | 'uploaded' | 'complete';
}

export interface StoredView<V extends ModalView | HomeView> {
  readonly id: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  view: V;
  state: StateValues;
  errors: Readonly<Record<string, string>>;
  banner: string | null;
}

export interface StoredResponseUrl {
  readonly user: string;
  readonly conversation: string;
  /** The message whose element was used, where there was one. */
  readonly messageTs: string | null;
  readonly expiresAtMs: number;
  uses: number;
}

export function freshState(): SandboxState {
  return {
    format: 1,
    revision: 1,
    lastTsMicros: 0,
    conversations: CONVERSATIONS.map((seed) => ({ ...seed, members: [...seed.members], reads: {} })),
    messages: [],
    modals: {},
    homes: {},
    responseUrls: {},
    files: [],
  };
}
