import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { exit } from '../../../src/domain/enrollment/exit.js';
import { createEnrollingWorld, type EnrollingWorld, intro, later } from './enrolling-world.js';

let world: EnrollingWorld;
beforeEach(async () => {
  world = await createEnrollingWorld();
});
afterEach(() => world.close());

const daysLater = async (days: number) => {
  await world.clock.freezeAt((await world.clock.now()).plus({ days }));
};

describe('coming in again', () => {
  async function finish(how: 'completed' | 'exited', reenroll: string) {
    await world.publish({ reenroll, steps: [intro] });
    await world.enroll('ada@example.com');
    await world.fireAt('2026-03-02T08:00');
    const [enrollment] = await world.enrollments();
    if (enrollment === undefined) throw new Error('missing');
    if (how === 'exited') {
      const { progress } = exit(enrollment.progress, 'reply', await world.clock.now());
      await world.store.read.enrollments.save({ ...enrollment, progress, dueAt: null }, await world.clock.now());
    }
    return enrollment;
  }

  test.each(['completed', 'exited'] as const)('is refused by "never" to those who have %s', async (how) => {
    await finish(how, 'never');
    expect((await world.preview('ada@example.com'))[0]?.blocker).toMatchObject({
      kind: 'already-enrolled',
      state: { state: how },
      rule: { rule: 'never' },
      againAt: null,
    });
  });

  test.each(['completed', 'exited'] as const)('is let by "always" to those who have %s', async (how) => {
    const before = await finish(how, 'always');
    expect((await world.preview('ada@example.com'))[0]).toMatchObject({ blocker: null, isAgain: true });
    await world.enroll('ada@example.com');
    expect(await world.enrollments()).toHaveLength(2);
    const reason = how === 'completed' ? 're-enrolled' : 'reply';
    expect(await world.store.read.enrollments.byId(before.id)).toMatchObject({ progress: { exited: { reason } } });
    await world.fireAt('2026-03-02T08:10');
    expect(world.mailer.taken).toHaveLength(2);
  });

  test('is let by "after 7 days" from the seventh day on, and told until then', async () => {
    await finish('completed', 'after 7 days');
    await daysLater(6);
    const [verdict] = await world.preview('ada@example.com');
    // A day of the account zone shorter, for the clocks went forward on 8 March.
    const againAt = verdict?.blocker?.kind === 'already-enrolled' ? verdict.blocker.againAt?.toISO() : null;
    expect(againAt).toBe('2026-03-09T15:00:00.000Z');
    await daysLater(1);
    expect(await world.blockers('ada@example.com')).toEqual(['ready']);
  });

  describe('after they were taken out by hand, whatever the rule,', () => {
    const ada = { kind: 'contact', email: 'ada@example.com', sequence: null } as const;
    const remove = () => removeFromSequence(world.app, { actor: world.rep, target: ada });

    test('is let before anything has reached them', async () => {
      await world.publish({ steps: [{ id: 'wait', kind: 'delay', for: '1 minute' }, later] });
      await world.enroll('ada@example.com');
      await world.fireAt('2026-03-02T08:30');
      expect(await remove()).toMatchObject({ removed: [{ slug: 'outbound', stepId: 'second' }] });
      expect((await world.preview('ada@example.com'))[0]).toMatchObject({ blocker: null, isAgain: true });
      await world.enroll('ada@example.com');
      expect(await world.enrollments()).toHaveLength(2);
    });

    test('is let from a step on of which nothing has, and refused from one before', async () => {
      await world.publish({ steps: [intro, later] });
      await world.enroll('ada@example.com');
      await world.fireAt('2026-03-02T08:00');
      await remove();
      expect(await world.blockers('ada@example.com')).toEqual(['already-enrolled']);
      expect(await world.blockers('ada@example.com', { startStepId: 'second' })).toEqual(['ready']);
    });

    test('is refused where nobody knows whether it has', async () => {
      await world.publish({ steps: [intro, later] });
      await world.enroll('ada@example.com');
      world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'timeout' } });
      await world.fireAt('2026-03-02T08:00');
      await remove();
      expect(await world.blockers('ada@example.com')).toEqual(['already-enrolled']);
    });

    test('is refused to those whom something else had ended before', async () => {
      await finish('exited', 'after 7 days');
      await daysLater(8);
      await world.enroll('ada@example.com');
      await remove();
      expect(await world.blockers('ada@example.com')).toEqual(['already-enrolled']);
    });
  });

  test('is refused to those who are in it, whatever the rule', async () => {
    await world.publish({ reenroll: 'always', steps: [later] });
    await world.enroll('ada@example.com');
    expect(await world.blockers('ada@example.com')).toEqual(['already-enrolled']);
  });
});
