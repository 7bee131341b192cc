import { vi } from 'vitest';
import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { type MayLeave, withheld } from '../../../src/app/ports/sending-outcome.js';
import type { AppWorld } from '../../support/app-world.js';
import { endLeases } from '../../support/ledger.js';

/** All mails of a request are taken, under one id. */
export const accepted = (): MailOutcome => ({ kind: 'accepted', providerMessageId: 'of the request' });

/** A worker that claims once, and whose provider takes up to three mails in a request; `settle` in place of its own settling. */
export function workerOfThree(
  world: AppWorld,
  answer: (mail: Mail) => MailOutcome = accepted,
  settle?: (own: () => Promise<boolean>) => Promise<boolean>,
) {
  const together = {
    most: 3,
    keyOf: () => 'all',
    send: async (mails: readonly Mail[], mayLeave: MayLeave = async () => true) =>
      (await mayLeave()) ? mails.map(answer) : mails.map(() => withheld),
  };
  const deps = { ...world.deps, worker: 'first', mailRequests: 1, mailer: { ...world.mailer, together } };
  const sender = stepSender('email', deps);
  // Once: what is dead claims nothing more.
  let claims = 0;
  const claim: typeof sender.claim = async (asked) => {
    claims += 1;
    const nothing = { decided: 0, postponed: 0, ready: [] };
    return { ...(claims === 1 ? await sender.claim(asked) : nothing), mayBeMore: false };
  };
  const onFault = (error: unknown) => {
    throw error;
  };
  return createSendingFlow(
    deps,
    { ...sender, claim, settle: (sent) => settle?.(() => sender.settle(sent)) ?? sender.settle(sent) },
    { onSettled: () => {}, onFault },
  );
}

/**
 * A worker that dies when it has heard the answers to so many requests and would settle them; its lease is over ten minutes after
 * that.
 */
export async function diedBeforeSettling(world: AppWorld, answer?: (mail: Mail) => MailOutcome, count = 1) {
  let asked = () => {};
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const flow = workerOfThree(world, answer, () => {
    asked();
    return new Promise<never>(() => undefined);
  });
  await world.clock.freezeAt((await world.clock.now()).plus({ seconds: 30 }));
  await flow.run();
  await reached;
  await vi.waitFor(async () => expect((await world.pool.query('SELECT id FROM requests')).rows).toHaveLength(count));
  await endLeases(world.pool);
  await world.pool.query("UPDATE requests SET kept_at = kept_at - interval '10 minutes'");
  await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 10 }));
}
