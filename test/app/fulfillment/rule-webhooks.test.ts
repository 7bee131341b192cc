import { handOverDue } from '../../../src/app/fulfillment/handOverDue.js';
import { ada, createFulfillmentWorld, type FulfillmentWorld, lost, mail, webhook } from './fulfillment-world.js';

/** What the rules of sequences tell to webhooks. */
let world: FulfillmentWorld;
beforeEach(async () => {
  world = await createFulfillmentWorld();
});
afterEach(() => world.close());

describe('the webhook of a rule', () => {
  const rule = (url: string) => ({
    id: 'tell',
    name: 'Tell',
    kind: 'rule',
    when: 'immediately',
    do: [{ addTag: 'told' }, { webhook: url }],
  });
  const named = (step: object, index: number) => ({ ...step, id: `tell-${index}`, name: `Tell ${index}` });

  test('is told about the contact, apart from the step, and once', async () => {
    const { id } = await world.begin(ada, [rule(webhook), mail]);
    expect(await world.ledger(id)).toMatchObject([{ stepId: 'tell', state: 'fired' }]);
    expect(world.deliveries.taken).toEqual([]);
    await handOverDue(world.deps);
    await handOverDue(world.deps);
    expect(world.deliveries.taken).toMatchObject([
      {
        url: webhook,
        delivery: {
          sequence: { name: 'Outbound' },
          step: { id: 'tell' },
          contact: { email: ada.email, tags: ['told'] },
        },
      },
    ]);
  });

  test('that does not answer is tried once for all that waits for it, and holds up no other', async () => {
    await world.begin(
      ada,
      [rule('https://away.example/in'), rule('https://away.example/in'), rule(webhook)].map(named),
    );
    world.deliveries.answerNext({ outcome: lost });
    await handOverDue(world.deps);
    expect(world.deliveries.taken.map(({ url }) => url)).toEqual([webhook]);
    await world.handOverAt('2026-03-02T08:00:14');
    expect(world.deliveries.taken).toHaveLength(1);
    await world.handOverAt('2026-03-02T08:00:15');
    expect(world.deliveries.taken).toHaveLength(3);
  });

  /** Webhooks that answer only when told; resolves with their addresses once so many are asked at the same moment. */
  const hanging = () => {
    const open: string[] = [];
    let most = 0;
    const answers: (() => void)[] = [];
    const waiting: { readonly count: number; readonly reached: () => void }[] = [];
    const tell: typeof world.deliveries.tell = async (event, url) => {
      open.push(url);
      most = Math.max(most, open.length);
      for (const one of waiting) if (open.length >= one.count) one.reached();
      await new Promise<void>((resolve) => void answers.push(resolve));
      open.splice(open.indexOf(url), 1);
      return world.deliveries.tell(event, url);
    };
    return {
      deliveries: { ...world.deliveries, tell },
      whenOpen: (count: number) => new Promise<void>((reached) => void waiting.push({ count, reached })),
      answerAll: async (run: Promise<unknown>) => {
        let isOver = false;
        const over = run.finally(() => {
          isOver = true;
        });
        while (!isOver) {
          for (const answer of answers.splice(0)) answer();
          await Promise.race([over, new Promise(setImmediate)]);
        }
      },
      most: () => most,
    };
  };
  const urlOf = (index: number) => `https://receiver-${index}.example/in`;

  test('that hangs holds up no other address, and eight at the most are asked at once', async () => {
    await world.begin(ada, Array.from({ length: 12 }, (_, index) => rule(urlOf(index))).map(named));
    const { deliveries, whenOpen, answerAll, most } = hanging();
    const eight = whenOpen(8);
    const run = handOverDue({ ...world.deps, deliveries });
    await eight;
    await answerAll(run);
    expect(most()).toBe(8);
    expect(world.deliveries.taken).toHaveLength(12);
  });

  test('of one address come one after the other, in order, also when others come meanwhile and from several workers', async () => {
    await world.begin(ada, Array.from({ length: 5 }, () => rule(webhook)).map(named));
    const { deliveries, whenOpen, answerAll, most } = hanging();
    const one = whenOpen(1);
    const run = handOverDue({ ...world.deps, deliveries });
    await one;
    expect(await handOverDue(world.deps)).toBe(0);
    expect((await world.store.read.parcels.nextDueAt())?.toISO()).toBe('2026-03-02T16:02:00.000Z');
    await answerAll(run);
    expect(most()).toBe(1);
    const steps = world.deliveries.taken.map(({ delivery }) => ('step' in delivery ? delivery.step.id : null));
    expect(steps).toEqual(['tell-0', 'tell-1', 'tell-2', 'tell-3', 'tell-4']);
  });

  test('that fails ten times, for more than an hour, lets those after it by', async () => {
    await world.begin(ada, [rule(webhook), rule(webhook)].map(named));
    const tell: typeof world.deliveries.tell = async (event, url) =>
      event.step.id === 'tell-0' ? lost : world.deliveries.tell(event, url);
    for (let hour = 8; hour < 18; hour += 1) {
      expect(world.deliveries.taken).toEqual([]);
      await world.at(`2026-03-02T${String(hour).padStart(2, '0')}:00`);
      await handOverDue({ ...world.deps, deliveries: { ...world.deliveries, tell } });
    }
    await world.at('2026-03-02T18:00');
    await handOverDue({ ...world.deps, deliveries: { ...world.deliveries, tell } });
    expect(world.deliveries.taken).toHaveLength(1);
  });

  test('that refuses it is told to managers', async () => {
    await world.begin(ada, [rule(webhook)]);
    world.deliveries.answerNext({ outcome: { kind: 'refused', reason: 'The webhook takes no more (410)' } });
    await handOverDue(world.deps);
    expect((await world.told())[0]?.text).toBe(
      'What the rule “Tell” of Outbound tells to https://pack.example/in is not taken: The webhook takes no more (410). It is not tried again.',
    );
  });
});
