/**
 * Something the program tells a person or a channel by itself. It holds ids and reasons; names and times are read when
 * it is shown, so that it can be brought up to date in place.
 */
export type Notice =
  /** A mail is held because merge fields would be blank: "nobody receives Hi ,". */
  | {
      readonly kind: 'blank-field';
      readonly enrollmentId: string;
      readonly stepId: string;
      readonly stepName: string;
      readonly fields: readonly string[];
    }
  /** A step was refused for good; the enrollment waits for the owner to try again, go on without it, or stop. */
  | { readonly kind: 'failed'; readonly enrollmentId: string; readonly executionId: string; readonly reason: string }
  /** Nobody can know whether these left: "was this sent?" Those of one incident and owner are one notice. */
  | { readonly kind: 'uncertain'; readonly executionIds: readonly string[]; readonly reason: string }
  /** An enrollment ended by what the contact did. */
  | {
      readonly kind: 'ended';
      readonly enrollmentId: string;
      readonly reason: 'reply' | 'meeting-booked' | 'unsubscribe' | 'bounce';
      /** The first lines of what they wrote, where that is known. */
      readonly said?: string;
    }
  /** Somebody else did this to enrollments of the reader's. */
  | {
      readonly kind: 'by-colleague';
      readonly did: 'enrolled' | 'suppressed' | 'removed';
      /** Who did it. */
      readonly byId: string;
      readonly enrollmentIds: readonly string[];
    }
  /** These tasks of a member's have become overdue. */
  | { readonly kind: 'overdue'; readonly memberId: string; readonly taskIds: readonly string[] }
  /** Slack takes no messages to a member who has tasks, as when they left. `taskId`: one that nobody sees. */
  | { readonly kind: 'unreachable'; readonly memberId: string; readonly taskId: string }
  /** A digest could not be posted in its channel. */
  | { readonly kind: 'digest-undeliverable'; readonly channelName: string; readonly reason: string }
  /** In answer to what somebody wrote to the app, or shared with it; `fileId`: of a file that can be imported. */
  | { readonly kind: 'answer'; readonly title: string; readonly text: string; readonly fileId?: string }
  /** A manager is asked to allow a publishing that concerns many; or who asked is told what became of it. */
  | { readonly kind: 'publish-request'; readonly requestId: string }
  /** A split test has ended by itself; `entryId`: the promotion's audit entry. */
  | { readonly kind: 'promoted'; readonly text: string; readonly entryId: string }
  /** The report of something that took longer than an acknowledgement may. */
  | { readonly kind: 'report'; readonly text: string };
