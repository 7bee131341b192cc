import { createSendingFlow } from '../../../src/app/firing/sendingFlow.js';
import { stepSender } from '../../../src/app/firing/stepSender.js';
import type { Mail, MailOutcome } from '../../../src/app/ports/mailer.js';
import { type MayLeave, withheld } from '../../../src/app/ports/sending-outcome.js';
import type { Executions } from '../../../src/app/ports/stores/executions.js';
import { countedStates } from '../../support/ledger.js';
import { createWorld } from '../../support/world.js';

export const taken: MailOutcome = { kind: 'accepted', providerMessageId: null };
const intro = { id: 'intro', kind: 'email', when: 'immediately', email: { subject: 'Hello', body: 'Hi there.' } };

/** How a worker goes about its requests, and what its provider answers. */
export interface Given {
  readonly mailRequests: number;
  /** Mails in a request. */
  readonly most: number;
  readonly answer?: (mail: Mail) => MailOutcome;
  readonly beginSending?: (own: Executions['beginSending']) => Executions['beginSending'];
  /** In place of settling, which is `own`. */
  readonly settle?: (own: () => Promise<boolean>) => Promise<boolean>;
}

/** {@link createWorld} with workers whose provider takes many mails in a request. */
export async function createRequestsWorld() {
  const world = await createWorld();

  function worker({ mailRequests, most, answer = () => taken, beginSending, settle }: Given) {
    const requests: string[][] = [];
    const send = async (mails: readonly Mail[], mayLeave: MayLeave = async () => true) => {
      if (!(await mayLeave())) return mails.map(() => withheld);
      requests.push(mails.map(({ to }) => to.email));
      return mails.map(answer);
    };
    const one = async (mail: Mail, mayLeave?: MayLeave) => (await send([mail], mayLeave))[0] ?? withheld;
    const { executions } = world.store.read;
    const begin = beginSending?.(executions.beginSending) ?? executions.beginSending;
    const deps = {
      ...world.deps,
      mailRequests,
      mailer: { send: one, together: { most, keyOf: () => 'all', send } },
      store: { ...world.store, read: { ...world.store.read, executions: { ...executions, beginSending: begin } } },
    };
    const sender = stepSender('email', deps);
    const faults: unknown[] = [];
    const flow = createSendingFlow(
      deps,
      { ...sender, settle: (sent) => settle?.(() => sender.settle(sent)) ?? sender.settle(sent) },
      { onSettled: () => {}, onFault: (error) => faults.push(error) },
    );
    const end = async () => {
      for (let under = flow.underWay(); under !== null; under = flow.underWay()) await under;
    };
    const runAll = () => flow.run().then(end);
    return { flow, requests, faults, end, runAll };
  }

  return {
    ...world,
    worker,
    /** Enrolls so many who are due at once: p0, p1, and so on. */
    enroll: async (count: number, name = 'p') => {
      const version = await world.publish({ name: `Of ${name}`, steps: [intro] });
      for (let nth = 0; nth < count; nth += 1) await world.enrollIn(version, { email: `${name}${nth}@example.com` });
    },
    states: () => countedStates(world.pool),
    /** Requests of which it is kept that they were taken. */
    kept: async () => (await world.pool.query('SELECT id FROM requests WHERE kept_at IS NOT NULL')).rows,
    requestsLeft: async () => (await world.pool.query('SELECT id FROM requests')).rows,
    /** Rows of which nobody knew anything if every worker died now. */
    inDoubt: async (): Promise<number> => {
      const { rows } = await world.pool.query(`
        SELECT count(*)::int AS count FROM executions x JOIN executions_sent s ON s.id = x.id AND s.attempt = x.attempts + 1
        WHERE x.state = 'claimed' AND s.kept_at IS NULL`);
      return rows[0].count;
    },
  };
}

export type RequestsWorld = Awaited<ReturnType<typeof createRequestsWorld>>;
