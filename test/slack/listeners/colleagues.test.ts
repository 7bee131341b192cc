import { showAllByColleague } from '../../../src/app/posting/showByColleague.js';
import { ANA, BEN, eachSlackWorld, MIA, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** What somebody does to a colleague's contacts: the colleague hears of it. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who?: string) => world.modal(who, (one) => textOf(one).includes(text));
/** What the app has posted in somebody's DM. */
const posted = async (who: string) => {
  await world.runAt('2026-03-02T08:01');
  return (await world.seenBy(who)).messages.filter(({ ephemeral }) => !ephemeral).map((one) => textOf(one));
};

test('who is enrolled from a colleague is told to the colleague, in one message', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com, cy@example.com in outbound from @ben');
  await whispered('Enrolled');
  const told = await posted(BEN);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('Ana Ruiz enrolled 2 people in your name');
  expect(told[0]).toContain('ada@example.com in Outbound');
  expect(told[0]).toContain('cy@example.com in Outbound');
});

test('of many the first are named, and a button shows all of them with their addresses', async () => {
  await world.publish({ steps: [steps.hello] });
  const many = Array.from({ length: 7 }, (_unused, index) => `per${index}@example.com`);
  await world.type(`enroll ${many.join(', ')} in outbound from @ben`);
  await whispered('Enrolled');
  const per0 = await world.store.read.contacts.byEmail(world.workspace.id, 'per0@example.com');
  if (per0 === null) throw new Error('nobody is stored');
  await world.store.read.contacts.save({ ...per0, firstName: 'Per', lastName: 'Olsen' }, await world.clock.now());
  const [told] = await posted(BEN);
  expect(told).toContain('Ana Ruiz enrolled 7 people in your name');
  expect(told).toContain(
    'Per Olsen in Outbound\nper1@example.com in Outbound\nper2@example.com in Outbound\n…and 4 more',
  );
  const message = (await world.seenBy(BEN)).messages.find(({ ephemeral }) => !ephemeral);
  if (message === undefined) throw new Error('nothing was posted');
  await world.click(message, 'notice.show-all', { who: BEN });
  const all = textOf(await shown('per6@example.com in Outbound', BEN));
  expect(all).toContain('Per Olsen (per0@example.com) in Outbound');
  expect(JSON.stringify(message.blocks)).toContain('Show all 7');
  const { rows } = await world.pool.query('SELECT id FROM posts');
  const asked = { actor: world.mia, postId: rows[0].id };
  expect(await showAllByColleague(world.deps, asked)).toBeNull();
  expect(await showAllByColleague(world.deps, { ...asked, actor: world.ben })).not.toBeNull();
});

test('what was done to several is in the thread of none of them; of one it begins the thread', async () => {
  await world.publish({ steps: [steps.hello] });
  const threads = async () =>
    (await world.pool.query('SELECT enrollment_id FROM posts ORDER BY enrollment_id NULLS FIRST')).rows;
  await world.type('enroll ada@example.com, cy@example.com in outbound from @ben');
  await whispered('Enrolled');
  expect(await threads()).toEqual([{ enrollment_id: null }]);
  await world.type('enroll dee@example.com in outbound from @ben');
  await world.whisper(undefined, (one) => textOf(one).includes('dee@example.com'));
  expect(await threads()).toEqual([{ enrollment_id: null }, { enrollment_id: expect.any(String) }]);
});

test('whose cadence a colleague ended by a suppression is told', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com in outbound');
  await whispered('Enrolled');
  await world.type('suppress ada@example.com', BEN);
  await world.submit(await world.modal(BEN), {}, BEN);
  await shown('Suppressed', BEN);
  const told = (await posted(world.ana.slackUserId ?? '')).join();
  expect(told).toContain('suppressed a contact of yours');
  expect(told).toContain('ada@example.com is out of Outbound. Nothing goes there any more.');
});

test('whom a manager took out is told to the owner', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com in outbound');
  await whispered('Enrolled');
  await world.type('remove ada@example.com', SAM);
  await world.submit(await world.modal(SAM), {}, SAM);
  await shown('Removed', SAM);
  const told = (await posted(world.ana.slackUserId ?? '')).join();
  expect(told).toContain('ended a cadence of a contact of yours');
  expect(told).toContain('ada@example.com is out of Outbound.');
});

test('what one does to one’s own contacts is not told', async () => {
  await world.publish({ steps: [steps.hello] });
  await world.type('enroll ada@example.com, cy@example.com in outbound');
  await whispered('Enrolled');
  await world.type('remove ada@example.com');
  await whispered('Removed');
  await world.type('suppress cy@example.com');
  await world.submit(await world.modal());
  await shown('Suppressed');
  expect(await posted(world.ana.slackUserId ?? '')).toEqual([]);
});

describe('what would stop a colleague’s cadence is asked about first:', () => {
  /** Ada in Outbound, which is Ana's; answers how her enrollment stands. */
  async function enrolledByAna() {
    const { sequenceId } = await world.publish({ steps: [steps.hello] });
    await world.type('enroll ada@example.com in outbound');
    await whispered('Enrolled');
    return async () => {
      const { id: workspaceId } = world.workspace;
      return (await world.store.read.enrollments.find({ workspaceId, sequenceId }))[0];
    };
  }

  test.each([
    ['suppress ada@example.com', BEN, 'Suppressed', 'suppressed'],
    ['remove ada@example.com', MIA, 'Removed', 'removed'],
    ['remove ada@example.com from outbound', MIA, 'Removed', 'removed'],
    ['replied ada@example.com', MIA, 'replied and is out of', 'reply'],
  ])('%s', async (text, who, done, reason) => {
    const stored = await enrolledByAna();
    await world.type(text, who);
    const asking = await world.modal(who);
    expect(textOf(asking)).toContain('what a colleague has begun with ada@example.com');
    expect(textOf(asking)).toContain(`*Outbound*, of <@${ANA}>: Hello`);
    expect((await stored())?.progress.exited).toBeNull();
    await world.submit(asking, {}, who);
    await shown(done, who);
    expect((await stored())?.progress.exited?.reason).toBe(reason);
  });

  test('pause ada@example.com until monday, which keeps its end', async () => {
    const stored = await enrolledByAna();
    await world.type('pause ada@example.com until monday', MIA);
    const asking = await world.modal(MIA);
    expect((await stored())?.pauses).toEqual([]);
    await world.submit(asking, {}, MIA);
    await shown('It goes on by itself Mon 9 Mar, 00:00', MIA);
    expect((await stored())?.pauses).toEqual(['self']);
  });

  test('closed by its cross, nothing is done', async () => {
    const stored = await enrolledByAna();
    await world.type('suppress ada@example.com', BEN);
    await world.dismiss(await world.modal(BEN), BEN);
    expect((await stored())?.progress.exited).toBeNull();
    expect(await world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com')).toBeNull();
  });

  test('names what is one’s own beside it', async () => {
    await enrolledByAna();
    await world.publish({ name: 'Nurture', steps: [steps.hello] });
    await world.type('enroll ada@example.com in nurture from me', BEN);
    await whispered('Enrolled', BEN);
    await world.type('suppress ada@example.com', BEN);
    const asking = textOf(await world.modal(BEN));
    expect(asking).toContain(`*Outbound*, of <@${ANA}>`);
    expect(asking).toContain('*Nurture*, yours');
  });

  test('from a form too, in which the address was written', async () => {
    await enrolledByAna();
    await world.type('suppress', BEN);
    const email = { email: { type: 'email_text_input', value: 'ada@example.com' } };
    await world.submit(await world.modal(BEN), email, BEN);
    await world.submit(await shown(`of <@${ANA}>`, BEN), {}, BEN);
    await shown('Suppressed', BEN);
  });

  test('what one may not do is refused without a question', async () => {
    const stored = await enrolledByAna();
    for (const verb of ['remove', 'pause', 'replied']) {
      await world.type(`${verb} ada@example.com`, BEN);
      await world.whisper(BEN, (one) => textOf(one).includes('it takes a manager'));
    }
    expect((await world.seenBy(BEN)).modals).toEqual([]);
    expect(await stored()).toMatchObject({ pauses: [] });
  });

  test('Undo of an enrollment from a colleague takes it back at once', async () => {
    await world.publish({ steps: [steps.hello] });
    await world.type('enroll ada@example.com in outbound from @ana', MIA);
    const said = await whispered('Enrolled', MIA);
    await world.click(said, 'answer.undo', { who: MIA });
    await whispered('Undone', MIA);
    expect((await world.seenBy(MIA)).modals).toEqual([]);
  });
});
