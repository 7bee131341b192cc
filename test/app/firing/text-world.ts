import { DateTime } from 'luxon';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { createAppWorld } from '../../support/app-world.js';
import { noticesOf } from './notices.js';

/** The number that Ada is written to at. */
export const phone = '+14155552345';
export const ada = { email: 'ada@example.com', firstName: 'Ada', phone };

/** Steps of the cadences that these tests run; a Monday, 08:00, is when people are enrolled. */
export const hello = {
  id: 'hello',
  name: 'Hello',
  kind: 'sms',
  when: 'immediately',
  sms: { body: 'Hi {{contact.firstName}}' },
};
export const later = {
  id: 'later',
  name: 'Later',
  kind: 'sms',
  when: { days: 1, at: '09:00' },
  sms: { body: 'Still there?' },
};

/** {@link createAppWorld} with what tests of texts ask of it. */
export async function createTextWorld() {
  const world = await createAppWorld();
  return {
    ...world,
    /** Enrolls Ada, or whoever is given, into these steps. */
    begin: async (steps: readonly object[] = [hello, later], contact: object = ada) =>
      (await world.enrollIn(await world.publish({ steps }), contact)).enrollment,
    stored: (id: string) => world.store.read.enrollments.byId(id),
    ledger: (id: string) => world.store.read.executions.ofEnrollment(id),
    /** Moves the clock alone: nothing fires. */
    at: (time: string) => world.clock.freezeAt(DateTime.fromISO(time, { zone: world.workspace.zone }).toUTC()),
    notices: () => noticesOf(world.pool),
    /** What `why` says of how Ada's enrollment stands. */
    facts: async () => {
      const why = await explainEnrollment(world.app, { actor: world.rep, email: ada.email, sequence: null });
      return why.ok ? why.why.enrollments[0]?.facts : why;
    },
  };
}

export type TextWorld = Awaited<ReturnType<typeof createTextWorld>>;
