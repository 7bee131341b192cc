import type { DateTime } from 'luxon';
import type { ShownPost } from '../posting/shown.js';

/** Where a message stands in Slack. */
export interface PostedAt {
  readonly channel: string;
  readonly ts: string;
}

/** The message in the same conversation that another one is posted below. */
export interface ThreadPlace {
  readonly ts: string;
  /** Whether the conversation shows it too, since Slack tells nobody of replies in threads that they have not joined. */
  readonly isAlsoOutside: boolean;
}

/** What is known after a call; the kinds mean what they mean for mails (see ports/mailer.ts). */
export type ChatOutcome =
  | { readonly kind: 'ok'; readonly at: PostedAt }
  /** Slack will never take it. `code` is Slack's own: `channel_not_found`, `message_not_found`, `invalid_blocks`, ... */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'deferred'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Posts and updates messages. Never rejects for what Slack or the network did: that is an outcome. */
export interface Chat {
  /**
   * `to` is a channel's id or `#name`, or a person's id (their DM with the app). `key` travels as metadata, for
   * {@link Chat.find}. Refused as `thread_not_found` where it cannot be posted in that thread: nothing was posted then.
   */
  post(to: string, post: ShownPost, key: string, thread?: ThreadPlace | null): Promise<ChatOutcome>;
  /** Replaces text and blocks of a message. */
  update(at: PostedAt, post: ShownPost): Promise<ChatOutcome>;
  /** The same for two posts that look the same; short. */
  fingerprint(post: ShownPost): string;
  /**
   * A message that was posted with this key within these times (Slack's clock, both included), in the thread of that
   * message where `threadTs` names one; null when there is none.
   * Everything that stands there of that time is read: keep it short. Rejects with a Transient fault when Slack cannot be
   * asked, with a Permanent one when it will not say.
   */
  find(
    to: string,
    key: string,
    within: { readonly from: DateTime; readonly until: DateTime; readonly threadTs?: string | null },
  ): Promise<PostedAt | null>;
}

/** A person as Slack knows them. */
export interface SlackPerson {
  readonly slackUserId: string;
  readonly handle: string;
  readonly name: string;
  readonly email: string | null;
  readonly title: string | null;
  readonly zone: string | null;
  /** A workspace admin or owner of Slack's own. */
  readonly isAdmin: boolean;
  /** Guests, bots, deactivated people, people of other workspaces. */
  readonly isRefused: boolean;
}

/** Who and what there is in Slack. Rejects with a Transient fault when Slack cannot be asked. */
export interface Directory {
  team(): Promise<{ readonly slackTeamId: string; readonly name: string; readonly botUserId: string }>;
  person(slackUserId: string): Promise<SlackPerson | null>;
  /** Who has this address; not those who left. */
  personByEmail(email: string): Promise<SlackPerson | null>;
  /** Everybody, those first who are not refused. Slack may ask to wait in between, so this can take minutes: never before an acknowledgement. */
  people(): Promise<SlackPerson[]>;
  /** Null where the app cannot even see it (a private channel it is not in). */
  channel(id: string): Promise<{ readonly id: string; readonly name: string; readonly appIsMember: boolean } | null>;
  /** The channels that the app is in, private ones too. Can take as long as {@link Directory.people}. */
  channels(): Promise<{ readonly id: string; readonly name: string }[]>;
}
