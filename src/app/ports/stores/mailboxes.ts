import type { DateTime } from 'luxon';
import type { SentSoFar } from '../../../domain/mail/sending-limits.js';

/** How a sender address stands to its limits. */
export interface MailboxStanding {
  readonly sent: SentSoFar;
  /** Whether mails wait for its turn. */
  readonly isWaitedFor: boolean;
}

/** A sender address that is waited for. */
export interface WaitedMailbox {
  readonly workspaceId: string;
  readonly address: string;
}

/** Sender addresses with a limit; addresses are in lower case. What counts is what the ledger says was taken, and not given back. */
export interface Mailboxes {
  /**
   * Holds these addresses until the transaction ends, in one order for everybody, so that two workers never count at once;
   * answers how they stand. Enrollments are locked before them.
   */
  hold(
    workspaceId: string,
    addresses: readonly string[],
    since: { readonly hour: DateTime; readonly day: DateTime },
  ): Promise<ReadonlyMap<string, MailboxStanding>>;
  /** That claims count for their address from now on; ids of the ledger. */
  count(claims: readonly { readonly id: string; readonly address: string }[], at: DateTime): Promise<void>;
  /** Has those that wait for these addresses looked at then, or sooner where that was asked before. */
  openAt(workspaceId: string, mailboxes: readonly { readonly address: string; readonly at: DateTime }[]): Promise<void>;
  /** Whoever is waited for is looked at now: the limits have changed. */
  openAll(workspaceId: string, at: DateTime): Promise<void>;
  /**
   * One address that may be looked at by `now`, held until the transaction ends; none that another worker holds. Of the workspace
   * that comes `after` this one, round and round.
   */
  claimOpen(now: DateTime, after: string | null): Promise<WaitedMailbox | null>;
  /**
   * Gives so many of those that wait their turn, the longest due first: they are due again, and go before others of their
   * address. Those that somebody else holds are left out. Answers how many.
   */
  giveTurns(mailbox: WaitedMailbox, count: number): Promise<number>;
  /** When the next look is due; `opensAt` null takes the address off the list where nobody waits for it. */
  closeUntil(mailbox: WaitedMailbox, opensAt: DateTime): Promise<void>;
  nextOpenAt(): Promise<DateTime | null>;
  /** Of an enrollment that waits: how many go before it, up to {@link mostBefore}, and when the next may. */
  place(enrollmentId: string): Promise<{ readonly before: number; readonly opensAt: DateTime | null }>;
}

/** Nobody is told a longer place than this. */
export const mostBefore = 1_000;
