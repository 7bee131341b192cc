import { createMemoryChat } from '../../src/adapters/memory/chat.js';
import { lanesOf } from '../../src/compose/firing.js';
import { createPump } from '../../src/jobs/pump.js';
import type { AppWorld } from '../support/app-world.js';
import { monday } from '../support/world.js';

/** The first step of the cadences that a newer program has changed, and of those that are well. */
export const mail = {
  id: 'mail',
  kind: 'email',
  when: 'immediately',
  email: { subject: 'Hi', body: 'Hi {{ contact.email }}' },
};

/** Everything that falls due, as a worker does it, until nothing more is. Rejects with the first fault. */
export async function work(world: AppWorld) {
  const faults: unknown[] = [];
  const chat = createMemoryChat({ now: () => monday });
  const flows = { onSettled: () => {}, onFault: (fault: unknown) => faults.push(fault) };
  const lanes = lanesOf({ ...world.deps, chat }, () => {}, flows);
  const pump = createPump({ lanes, wakeAt: async () => undefined, onFault: (_, fault) => faults.push(fault) });
  await pump.drain();
  expect(faults).toEqual([]);
  return chat;
}

/** The first such row as it stands. */
export async function rowOf(world: AppWorld, table: string, where: string) {
  return (await world.pool.query(`SELECT * FROM ${table} WHERE ${where}`)).rows[0];
}
