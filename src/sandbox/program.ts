import type { DateTime } from 'luxon';
import type { OpenLine } from './protocol.js';

/** What the sandbox needs of the Drumbeat program that it drives. Composed where the program is. */
export interface Program {
  /** Where signed Slack requests go, such as `http://127.0.0.1:3000/slack/events`. Asked for at each request. */
  eventsUrl(): string;
  /** Where the sandbox itself is reached by the program, such as `http://127.0.0.1:3000`: the base of response urls. */
  sandboxUrl(): string;
  readonly signingSecret: string;
  /** The slash command, with its slash. */
  readonly command: string;
  /** Global shortcuts of the app, as its manifest names them. */
  readonly shortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  /** Events of Slack's Events API that the app subscribes to; `app_home_opened` unless given. */
  readonly events?: readonly ('app_home_opened' | 'file_shared' | 'message.im')[];
  /** The program's time (the movable clock). */
  now(): Promise<DateTime>;
  /** The account zone, an IANA name. */
  zone(): Promise<string>;
  /** Resolves when nothing is being fired: what is on its way has no next due time yet. */
  settle(): Promise<void>;
  /** When something falls due next, reminders of what is overdue left out; null when nothing is waiting. */
  nextDueAt(): Promise<DateTime | null>;
  /** What waits on fulfillment lists for their next delivery, the oldest first. */
  openLines(): Promise<readonly OpenLine[]>;
  /** Whether anybody has an open task. */
  hasOpenTask(): Promise<boolean>;
  /** Moves the program's clock forward, firing on the way: {@link TimeMachine.travel}. Rejects with what went wrong. */
  travel(to: DateTime, onStop: (at: DateTime) => void): Promise<void>;
  readonly mailEvents: MailEvents;
  readonly textEvents: TextEvents;
}

/** What becomes of texts, told to the program through the same use cases that the provider's posts call. */
export interface TextEvents {
  /** A text comes in, from a number (E.164). */
  comesIn(text: {
    readonly from: string;
    readonly body: string;
    readonly wish: 'stop' | 'start' | null;
  }): Promise<void>;
  /** It was not delivered. `messageId`: as it was called when it was taken. */
  fails(executionId: string, messageId: string): Promise<void>;
}

/** What recipients do with mails, told to the program through the same use cases that a provider's events call. */
export interface MailEvents {
  reply(executionId: string, text: string): Promise<void>;
  /** It reaches their inbox. */
  delivered(executionId: string): Promise<void>;
  open(executionId: string): Promise<void>;
  /** They follow a link in it. */
  click(executionId: string): Promise<void>;
  /** They book a meeting by a link in it. */
  meeting(executionId: string): Promise<void>;
  bounce(executionId: string): Promise<void>;
  /** Only for mails whose List-Unsubscribe header names no http(s) address; those are followed for real. */
  unsubscribe(executionId: string): Promise<void>;
}
