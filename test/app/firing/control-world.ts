import type { Enrollment } from '../../../src/app/ports/stores/enrollments.js';
import { createAppWorld } from '../../support/app-world.js';

/** Steps of the cadences that these tests run; a Monday, 08:00, is when people are enrolled. */
export const mail = (id: string, when?: unknown) => ({ id, kind: 'email', when, email: { subject: id, body: 'Hi' } });
export const rule = (id: string, ...actions: object[]) => ({ id, kind: 'rule', when: 'immediately', do: actions });
export const branch = (id: string, condition: object, then: unknown, otherwise: unknown = 'continue') =>
  Object.fromEntries(Object.entries({ id, kind: 'branch', if: [condition], else: otherwise }).concat([['then', then]]));

/** {@link createAppWorld} with what tests of branches, rules and dates ask of it. */
export async function createControlWorld() {
  const world = await createAppWorld();
  const { store } = world;
  return {
    ...world,
    /** Publishes these steps, and what else is said of their sequence, and enrolls the contact. */
    begin: async (steps: object[], more: object = {}, contact: object = {}) =>
      world.enrollIn(await world.publish({ steps: JSON.parse(JSON.stringify(steps)), ...more }), contact),
    stored: async (id: string): Promise<Enrollment> => {
      const enrollment = await store.read.enrollments.byId(id);
      if (enrollment === null) throw new Error(`no enrollment ${id}`);
      return enrollment;
    },
    /** A line for each row: its step, how it stands, and why. */
    ledger: async (id: string): Promise<string[]> => {
      const rows = await store.read.executions.ofEnrollment(id);
      return rows.map(({ stepId, state, reason }) => `${stepId} ${state}${reason === null ? '' : `: ${reason}`}`);
    },
    /** The subjects of the mails that left. */
    sent: () => world.mailer.taken.map(({ subject }) => subject),
    /** What waits to be told, and where. */
    conversations: async () => {
      const lease = { worker: 'w', leaseMs: 60_000 };
      const posts = await store.read.posts.claimDue(await world.clock.now(), 20, lease);
      return posts.map(({ conversation, content }) => [conversation, content] as const);
    },
  };
}

export type ControlWorld = Awaited<ReturnType<typeof createControlWorld>>;
