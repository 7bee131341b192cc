/** A mail that left, as later ones refer to it. */
export interface MailInThread {
  /** The ledger's id of its sending. */
  readonly executionId: string;
  /** The address that it came from. */
  readonly from: string;
  readonly subject: string;
  /** Message-IDs of the thread's mails before it that it named, the first one first. */
  readonly references: readonly string[];
}

/** What makes a mail the next one of a thread. */
export interface FollowUp {
  /** `Re:` and what the thread is about. */
  readonly subject: string;
  readonly references: readonly string[];
  readonly headers: Readonly<Record<'In-Reply-To' | 'References', string>>;
}

/** Message-IDs that a mail names: a header line may be 998 characters long (RFC 5322, 2.1.1). */
const mostReferences = 8;

/**
 * The Message-ID of a mail (RFC 5322, 3.6.4): of the ledger's row and of the sender's domain. So it is known before the
 * mail leaves, and a mail that is tried again is the same mail to whoever receives both.
 */
export function messageIdOf({ executionId, from }: Pick<MailInThread, 'executionId' | 'from'>): string {
  return `<${executionId}@${from.slice(from.lastIndexOf('@') + 1).toLowerCase()}>`;
}

/** How a mail follows up on the one before it. Of a long thread it names the first mail and the latest ones. */
export function followUp(previous: MailInThread): FollowUp {
  const parent = messageIdOf(previous);
  const [first, ...later] = [...previous.references, parent];
  const references = first === undefined ? [] : [first, ...later.slice(1 - mostReferences)];
  return {
    subject: `Re: ${previous.subject.replace(/^(\s*re:)+\s*/i, '')}`,
    references,
    headers: { 'In-Reply-To': parent, References: references.join(' ') },
  };
}
