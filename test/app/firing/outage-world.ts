import { DateTime } from 'luxon';
import { createStepLanes } from '../../../src/app/firing/stepLanes.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { createAppWorld } from '../../support/app-world.js';
import { asking } from '../../support/asking.js';
import { countedStates } from '../../support/ledger.js';
import { monday } from '../../support/world.js';
import { noticesOf } from './notices.js';

const mail = { subject: 'Hello', body: 'Hi there.' };
export const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: mail };

/** What a provider answers that is out of order. */
export const failed: MailOutcome = { kind: 'unknown', reason: 'SendGrid failed (500)' };
/** Requests that a worker has open at once. */
export const concurrency = 16;

/** {@link createAppWorld} with a backlog, and a worker whose provider is out of order. */
export async function createOutageWorld() {
  const world = await createAppWorld();

  /** So many who are due a minute one after the other, the last at 07:59; their addresses in that order. */
  async function backlog(count: number): Promise<string[]> {
    const version = await world.publish({ name: 'Backlog', steps: [intro] });
    const emails = Array.from({ length: count }, (_, index) => `c${index}@example.com`);
    for (const [index, email] of emails.entries()) {
      await world.clock.freezeAt(monday.minus({ minutes: count - index }));
      await world.enrollIn(version, { email });
    }
    return emails;
  }

  /** One worker that goes on, whose provider answers as it is told; each run is waited for. */
  function worker(answer: (mail: Mail) => MailOutcome) {
    const sent: string[] = [];
    const mailer = {
      send: asking(async (one: Mail) => {
        sent.push(one.to.email);
        return answer(one);
      }),
    };
    const onFault = (error: unknown) => {
      throw error;
    };
    const lanes = createStepLanes({ ...world.deps, concurrency, mailer }, { onSettled: () => {}, onFault });
    const underWay = () => lanes.flatMap((lane) => lane.underWay() ?? []);
    return {
      sent,
      runAt: async (time: string) => {
        const at = DateTime.fromISO(`2026-03-02T${time}`, { zone: world.workspace.zone });
        await world.clock.freezeAt(at.toUTC());
        for (const lane of lanes) await lane.run();
        for (let under = underWay(); under.length > 0; under = underWay()) await Promise.all(under);
      },
    };
  }

  return { ...world, backlog, worker, states: () => countedStates(world.pool), notices: () => noticesOf(world.pool) };
}

export type OutageWorld = Awaited<ReturnType<typeof createOutageWorld>>;
