import type { Tables } from '../ports/store.js';
import type { WaitedMailbox } from '../ports/stores/mailboxes.js';

/**
 * Gives those that wait for these senders the turns that somebody did not use: what surely does not leave counts for nothing. One
 * too many (an hour has begun since) stays behind when it is claimed. Answers how many go on.
 */
export async function passOnTurns(
  tables: Pick<Tables, 'mailboxes'>,
  unused: readonly WaitedMailbox[],
): Promise<number> {
  let given = 0;
  const senders = new Map(unused.map((one) => [`${one.workspaceId} ${one.address}`, one]));
  for (const sender of senders.values()) {
    const turns = unused.filter((one) => one.workspaceId === sender.workspaceId && one.address === sender.address);
    given += await tables.mailboxes.giveTurns(sender, turns.length);
  }
  return given;
}
