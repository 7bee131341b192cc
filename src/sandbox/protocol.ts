/**
 * What the sandbox page and the sandbox server say to each other, over `/sandbox/api` on loopback.
 *
 * `GET /sandbox/api/snapshot?person=U…` answers {@link Snapshot} (without a person, the first one's); `GET /sandbox/api/changes` is a stream of server-sent
 * events, one `changed` event (data: the new revision) whenever a snapshot would differ. Everything a person does is a
 * POST (`Content-Type: application/json`) with one of the `…Request` bodies below; a refusal is `{ error: string }` with
 * status 400 or 409. Every POST but `/options` and `/files` answers `{}` when it is over: a command or click when Drumbeat has
 * acknowledged it (3 s at most), `/clock` when the journey has ended.
 *
 * Added to the first draft: `ShownMessage.author` may be `slackbot`; `ShownView.banner` and `ShownView.state`.
 */

import type { KnownBlock, View } from '@slack/types';
import type { ShownFile } from './file-protocol.js';
import type { OpenLine, Parcel, PostboxCard } from './posted.js';

export type { OpenLine, Parcel, ParcelLine, PostboxCard } from './posted.js';

/** One of the people whose Slack the page can show. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** `rep`, `manager` (an ordinary member named manager by an admin) or `admin` (a Slack workspace admin). */
  readonly role: 'rep' | 'manager' | 'admin';
  readonly title: string;
  /** A colour for the avatar, `#rrggbb`. */
  readonly color: string;
}

export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'app-dm';
  /** `sales` for a channel, the app's name for its DM. */
  readonly name: string;
  readonly topic: string;
  readonly botIsMember: boolean;
  readonly unread: number;
}

export interface ShownMessage {
  readonly ts: string;
  readonly conversation: string;
  readonly threadTs: string | null;
  /** A reply that the conversation shows too. */
  readonly isBroadcast: boolean;
  /** A person's id, `app` for Drumbeat's own messages, or `slackbot` for Slack's own lines (timeouts, unknown commands). */
  readonly author: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly edited: boolean;
  /** Only the person it was sent to ever receives an ephemeral message in a snapshot. */
  readonly ephemeral: boolean;
  /** When it was posted, by the program's clock: ISO, UTC. */
  readonly postedAt: string;
  readonly files: readonly ShownFile[];
}

/** A modal in the stack (the last one is on top) or the App Home. */
export interface ShownView {
  readonly id: string;
  readonly hash: string;
  readonly view: View;
  /** Field errors of the last submission: block id to sentence. */
  readonly errors: Readonly<Record<string, string>>;
  /** What Slack shows across the modal when Drumbeat did not answer, or answered what Slack refuses. */
  readonly banner?: string;
  /** What was filled in when the view last spoke to Drumbeat: what its inputs begin with after a reload of the page. */
  readonly state?: StateValues;
}

export interface OutboxMail {
  readonly id: string;
  readonly executionId: string | null;
  readonly from: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What goes with it, where something does; texts, as lists are. */
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  /** By the program's clock: ISO, UTC. */
  readonly sentAt: string;
  /** What the recipient did so far, oldest first. */
  readonly events: readonly { readonly kind: MailEventKind; readonly at: string }[];
}

/** A text that left, as it lies on its recipient's phone. */
export interface PhoneText {
  readonly id: string;
  readonly executionId: string | null;
  /** E.164. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** By the program's clock: ISO, UTC. */
  readonly sentAt: string;
  /** What became of it so far, oldest first; an answer with what it says. */
  readonly events: readonly { readonly kind: TextEventKind; readonly at: string; readonly said?: string }[];
}

/** What can become of a text: the first three are what its recipient does. */
export type TextEventKind = 'answer' | 'stop' | 'start' | 'fail';

/** `POST /sandbox/api/text-events`: what becomes of a text on the phone. */
export interface TextEventRequest {
  readonly textId: string;
  readonly kind: TextEventKind;
  /** What an answer says. */
  readonly text?: string;
}

export interface Snapshot {
  readonly revision: number;
  /** The name of the Slack workspace. */
  readonly workspace: string;
  /** The program's time: ISO, UTC; and the person's zone to show it in. */
  readonly now: string;
  readonly zone: string;
  /** The instant the time machine is on its way to, while it is. */
  readonly travelingTo: string | null;
  /** When something falls due next: ISO, UTC; null when nothing is waiting. */
  readonly nextDueAt: string | null;
  /** Nothing falls due next, but somebody has an open task. */
  readonly taskWaits: boolean;
  /** The slash command with its slash. */
  readonly command: string;
  readonly shortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  readonly me: Person;
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
  readonly messages: readonly ShownMessage[];
  readonly modals: readonly ShownView[];
  readonly home: ShownView | null;
  /** Newest first. */
  readonly outbox: readonly OutboxMail[];
  /** Newest first. */
  readonly phone: readonly PhoneText[];
  /** Newest first. */
  readonly postbox: readonly PostboxCard[];
  /** Newest first. */
  readonly parcels: readonly Parcel[];
  /** Oldest first. */
  readonly openLines: readonly OpenLine[];
}

/** `POST /sandbox/api/messages`: a text beginning with `/` is a slash command. */
export interface MessageRequest {
  readonly person: string;
  readonly conversation: string;
  readonly text: string;
  readonly threadTs?: string;
  /** Ids of uploaded files that the message shares; its text may then be empty. */
  readonly files?: readonly string[];
}

/** Where an element sits. */
export type Container =
  | { readonly type: 'message'; readonly conversation: string; readonly ts: string }
  | { readonly type: 'view'; readonly viewId: string };

/** `state.values` as Slack sends it: block id, action id, the element's value. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** `POST /sandbox/api/actions`: a click or choice on an element that dispatches (a button, a select outside an input). */
export interface ActionRequest {
  readonly person: string;
  readonly container: Container;
  /** The element's `type`, `action_id`, `block_id`, and what Slack adds: `value`, `selected_option`, `selected_date`, … */
  readonly action: Readonly<Record<string, unknown>> & {
    readonly type: string;
    readonly action_id: string;
    readonly block_id: string;
  };
  readonly state: StateValues;
}

/** `POST /sandbox/api/submissions`: the modal's submit button. Field errors come back in the next snapshot. */
export interface SubmissionRequest {
  readonly person: string;
  readonly viewId: string;
  readonly state: StateValues;
}

/** `POST /sandbox/api/closings`: the cross or the Cancel button of the modal on top. */
export interface ClosingRequest {
  readonly person: string;
  readonly viewId: string;
}

/** `POST /sandbox/api/shortcuts`: a global shortcut from the lightning menu. */
export interface ShortcutRequest {
  readonly person: string;
  readonly callbackId: string;
}

/** `POST /sandbox/api/options`: what an external select offers for what was typed; answers {@link OptionsAnswer}. */
export interface OptionsRequest {
  readonly person: string;
  readonly container: Container;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
}
export interface OptionsAnswer {
  readonly options: readonly { readonly text: { readonly text: string }; readonly value: string }[];
}

/** `POST /sandbox/api/home`: the person opened the App Home tab. */
export interface HomeRequest {
  readonly person: string;
}

/** `POST /sandbox/api/read`: the person looked at a conversation. */
export interface ReadRequest {
  readonly person: string;
  readonly conversation: string;
}

/** What somebody can do with a mail. */
export type MailEventKind = 'reply' | 'delivered' | 'open' | 'click' | 'meeting' | 'bounce' | 'unsubscribe';

/** `POST /sandbox/api/mail-events`: what the recipient of an outbox mail does. */
export interface MailEventRequest {
  readonly mailId: string;
  readonly kind: MailEventKind;
  /** What a reply says. */
  readonly text?: string;
}

/** `POST /sandbox/api/clock`: moves the program's clock forward, firing on the way; `now` goes back to the real time's pace. */
export interface ClockRequest {
  readonly move: 'next' | 'hour' | 'day' | 'week';
}
