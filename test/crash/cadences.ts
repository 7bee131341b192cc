import { saveList } from '../../src/app/fulfillment/saveList.js';
import { saveTemplate } from '../../src/app/sequences/saveTemplate.js';
import { parseListFile } from '../../src/domain/fulfillment/list.js';
import { oneMail, type Seed } from '../support/program-seed.js';
import type { Chance } from './chance.js';

const at = { when: 'immediately' } as const;
export const mail = { ...oneMail, id: 'mail' };
const after = { ...oneMail, id: 'after', name: 'After' };
export const text = { id: 'text', name: 'Text', kind: 'sms', ...at, sms: { body: 'Hi {{ contact.firstName }}' } };
export const card = { id: 'card', name: 'Card', kind: 'postcard', ...at, template: 'hello-card' };
export const call = { id: 'call', name: 'Call', kind: 'task', ...at, task: { title: 'Call', type: 'call' } };
const gift = { id: 'gift', name: 'Gift', kind: 'fulfillment', ...at, fulfillment: { list: 'welcome-kit' } };
const tag = { id: 'tag', name: 'Tag', kind: 'rule', ...at, do: [{ addTag: 'met' }] };
export const tell = (hook: string) => ({ id: 'tell', name: 'Tell', kind: 'rule', ...at, do: [{ webhook: hook }] });

/** What somebody in the rehearsal is to go through: the steps of their cadence, in order. */
export interface Expected {
  readonly enrollmentId: string;
  readonly stepIds: readonly string[];
  /** As the providers of mails and texts see them. */
  readonly phone: string;
}

/** Where a card is posted to. */
export const livesAt = { street: '210 King St', city: 'San Francisco', state: 'CA', zip: '94107' };

/** Stores the list and the template that the steps name; `hook` is where webhooks lead. */
export async function storeNamed({ store, ids, clock, workspaceAndRep }: Seed, hook: string): Promise<void> {
  const { workspace } = await workspaceAndRep();
  const content = { size: '4x6', front: '<p>Hi {{ contact.firstName }}</p>', back: '<p>Hello</p>' } as const;
  const deliver = { to: hook, at: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] };
  const read = parseListFile({ list: 'welcome-kit', items: [{ item: 'Mug' }], deliver }, { mayBePlain: true });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const now = await clock.now();
  await store.transact(async (tables) => {
    await saveList({ tables, ids, now }, { workspace, list: read.list, savedById: null });
    const template = { name: 'hello-card', kind: 'postcard', content } as const;
    const given = { workspaceId: workspace.id, template, savedById: null, customFields: 'any' } as const;
    await saveTemplate({ tables, ids, now }, given);
  });
}

/** Enrolls people in cadences of every kind of step, all of it due at once; `hook` is where webhooks lead. */
export async function createCadences(seed: Seed, chance: Chance, hook: string) {
  await storeNamed(seed, hook);
  const cadences: readonly (readonly [number, readonly { readonly id: string }[]])[] = [
    [30, [mail]],
    [15, [mail, tag, after]],
    [15, [tag, text]],
    [10, [card]],
    [12, [call, mail]],
    [8, [gift, tell(hook), text]],
    [10, [tell(hook), card]],
  ];
  let people = 0;
  return {
    /** Enrolls people with so many steps before them, give or take two. */
    enroll: async (steps: number): Promise<Expected[]> => {
      const enrolled: Expected[] = [];
      for (let left = steps; left > 0; ) {
        const chosen = chance.pick(cadences);
        const count = Math.max(1, Math.min(Math.ceil(left / chosen.length), chance.between(5, 60)));
        const first = people;
        people += count;
        const phoneOf = (index: number) => `+1415${2_000_000 + first + index}`;
        const made = await seed.enrollMany(count, {
          steps: chosen,
          contactOf: (index) => ({
            phone: phoneOf(index),
            fields: livesAt,
          }),
        });
        const stepIds = chosen.map(({ id }) => id);
        enrolled.push(...made.map((enrollmentId, index) => ({ enrollmentId, stepIds, phone: phoneOf(index) })));
        left -= count * chosen.length;
      }
      return enrolled;
    },
  };
}
