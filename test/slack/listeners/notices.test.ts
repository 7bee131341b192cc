import { ANA, ada, BEN, createSlackWorld, MIA, type SlackWorld, steps, textOf } from './slack-world.js';
import { messageIn, storedTask, taskShown } from './task-shown.js';

/** What the buttons of notices do. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

describe('notices', () => {
  test('Try again says what is still blank, and posts nothing', async () => {
    await world.enrollIn(await world.publish({ steps: [steps.intro] }), { ...ada, company: null });
    await world.runAt('2026-03-02T08:00');
    await world.click(await messageIn(world), 'notice.retry-held');
    expect(textOf(await world.whisper())).toContain('Company is still blank');
    await world.runAt('2026-03-02T08:01');
    expect((await world.seenBy(ANA)).messages.filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  });

  test('a held mail is tried again by its button, and the notice follows', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.intro] }), {
      ...ada,
      company: null,
    });
    await world.runAt('2026-03-02T08:00');
    const notice = await messageIn(world);
    expect(textOf(notice)).toContain('is held');
    await world.pool.query("UPDATE contacts SET company = 'Engines'");
    await world.click(notice, 'notice.retry-held');
    expect(textOf(await world.whisper())).toContain('It is tried again');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.hold).toBeNull();
  });

  test('a refused step: its owner goes on without it, and a second click changes nothing', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.intro, steps.followUp] }), ada);
    world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'the address does not exist' } });
    await world.runAt('2026-03-02T08:00');
    const notice = await messageIn(world);
    const [execution] = await world.store.read.executions.ofEnrollment(enrollment.id);
    await world.click(notice, 'notice.resolve-failed', { value: `skip ${execution?.id}` });
    expect(textOf(await world.whisper())).toContain('goes on without it');
    await world.click(notice, 'notice.resolve-failed', { value: `retry ${execution?.id}` });
    await world.whisper(undefined, (one) => textOf(one).includes('settled already'));
    expect((await world.store.read.enrollments.byId(enrollment.id))?.hold).toBeNull();
  });

  test('whether an uncertain mail was sent is asked once, and answered by a button', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.intro, steps.followUp] }), ada);
    world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer in time' } });
    await world.runAt('2026-03-02T08:00');
    await world.runAt('2026-03-02T08:10');
    const notice = await messageIn(world);
    expect(textOf(notice)).toContain('Was this mail sent?');
    const sent = notice.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))[0];
    await world.click(notice, 'notice.resolve-uncertain', { value: (sent as { value: string }).value });
    expect(textOf(await world.whisper())).toContain('It counts as sent.');
    const [execution] = await world.store.read.executions.ofEnrollment(enrollment.id);
    expect(execution?.state).toBe('fired');
  });
});

test('a task that nobody sees is opened from its notice, and handed on', async () => {
  const { taskId } = await taskShown(world);
  const notice = { kind: 'unreachable', memberId: world.ana.id, taskId } as const;
  const to = { workspaceId: world.workspace.id, conversation: MIA, enrollmentId: null, key: 'unreachable' };
  const post = {
    id: world.ids.next(),
    ...to,
    content: { kind: 'notice', notice } as const,
    dueAt: await world.clock.now(),
  };
  await world.store.read.posts.add([post]);
  await world.show();
  const told = (await world.seenBy(MIA)).messages.find((one) => textOf(one).includes('cannot be reached'));
  if (told === undefined) throw new Error('nobody was told');
  await world.click(told, 'notice.open-task', { who: MIA, value: taskId });
  await world.click(await world.modal(MIA), 'task.reassign', { who: MIA, chosen: { selected_user: BEN } });
  await world.modal(MIA, (one) => textOf(one).includes('Handed to'));
  expect((await storedTask(world, taskId))?.assigneeId).toBe(world.ben.id);
});
