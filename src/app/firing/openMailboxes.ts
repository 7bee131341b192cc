import { leftOf, opensAt, windowsAt } from '../../domain/mail/sending-limits.js';
import type { FiringDeps } from './fireDue.js';

/** How many of one sender are given their turn at once; where its limits allow more, the others follow a minute later. */
const mostTurns = 20_000;

/**
 * Gives those that wait for a sender their turn when its next hour or day has begun, in the order in which they were due: as many
 * as may leave by then, so that the others are not looked at again and again. Answers how many there were.
 */
export async function openMailboxes(
  { store, clock }: Pick<FiringDeps, 'store' | 'clock'>,
  most = mostTurns,
): Promise<number> {
  let last: string | null = null;
  for (let given = 0; ; ) {
    const now = await clock.now();
    const opened = await store.transact(async (tables) => {
      const mailbox = await tables.mailboxes.claimOpen(now, last);
      const workspace = mailbox === null ? null : await tables.workspaces.byId(mailbox.workspaceId);
      if (mailbox === null || workspace === null) return null;
      const { zone } = workspace;
      const limits = { perHour: workspace.mailsPerHour, perDay: workspace.mailsPerDay };
      const standings = await tables.mailboxes.hold(workspace.id, [mailbox.address], windowsAt(now, zone));
      const sent = standings.get(mailbox.address)?.sent ?? { hour: 0, day: 0 };
      const turns = await tables.mailboxes.giveTurns(mailbox, Math.min(leftOf(limits, sent), most));
      const used = { hour: sent.hour + turns, day: sent.day + turns };
      const next = turns === most ? now.plus({ minutes: 1 }) : opensAt(limits, used, now, zone);
      await tables.mailboxes.closeUntil(mailbox, next);
      return { turns, workspaceId: workspace.id };
    });
    if (opened === null) return given;
    given += opened.turns;
    last = opened.workspaceId;
  }
}
