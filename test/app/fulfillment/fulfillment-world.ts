import { DateTime } from 'luxon';
import { fireDue } from '../../../src/app/firing/fireDue.js';
import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { saveList } from '../../../src/app/fulfillment/saveList.js';
import type { SendingOutcome } from '../../../src/app/ports/sending-outcome.js';
import { parseListFile } from '../../../src/domain/fulfillment/list.js';
import { createAppWorld } from '../../support/app-world.js';

/** Steps, and who comes to them: onto a list at once, and a mail much later. */
export const gift = {
  id: 'gift',
  name: 'Gift',
  kind: 'fulfillment',
  when: 'immediately',
  fulfillment: { list: 'welcome-kit' },
};
export const mail = {
  id: 'mail',
  kind: 'email',
  when: { days: 9, at: '09:00' },
  email: { subject: 'Hello', body: 'Hi.' },
};
export const fields = { street: '210 King St', city: 'San Francisco', state: 'CA', zip: '94107' };
export const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', fields };

export const webhook = 'https://pack.example/in';
export const lost: SendingOutcome = { kind: 'unknown', reason: 'The webhook failed (502)' };

export type FulfillmentWorld = Awaited<ReturnType<typeof createFulfillmentWorld>>;

/** A world with lists, and with the lane that delivers them. */
export async function createFulfillmentWorld() {
  const world = await createAppWorld();
  const { workspace, ids } = world;
  const at = (time: string) => world.clock.freezeAt(DateTime.fromISO(time, { zone: workspace.zone }).toUTC());
  return {
    ...world,
    at,
    /** Stores the list that `gift` is for, delivered Mondays to Fridays at 17:00, unless told. */
    storeList: async (to: string, deliver: object = {}) => {
      const items = [{ item: 'Mug', quantity: 2 }, { item: 'Card' }];
      const file = { list: 'welcome-kit', items, deliver: { to, at: '17:00', ...deliver } };
      const read = parseListFile(file, { mayBePlain: false });
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const { list } = read;
      const now = await world.clock.now();
      return world.store.transact((tables) => saveList({ tables, ids, now }, { workspace, list, savedById: null }));
    },
    handOverAt: async (time: string) => {
      await at(time);
      return handOverDue(world.deps);
    },
    /** Enrolls somebody, and fires the steps that are due at once. */
    begin: async (contact: object = ada, steps: readonly object[] = [gift, mail]) => {
      const { enrollment } = await world.enrollIn(await world.publish({ steps }), contact);
      await fireDue(world.deps);
      return enrollment;
    },
    ledger: (enrollmentId: string) => world.store.read.executions.ofEnrollment(enrollmentId),
    /** What people were told, and who. */
    told: async () => {
      const text = "SELECT conversation, content->'notice'->>'text' AS text FROM posts ORDER BY conversation";
      return (await world.pool.query(text)).rows;
    },
  };
}
