import { ada, eachSlackWorld, MIA, SALES, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** What is written can be undone by a button of its answer, as far as it can be undone at all. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const digests = () => world.store.read.digests.all(world.workspace.id);
const workspace = () => world.store.read.workspaces.byId(world.workspace.id);

describe('a digest', () => {
  test('that is new is turned off again', async () => {
    await world.type('digest here daily 08:30', MIA);
    await world.click(await whispered('gets a digest', MIA), 'answer.open', { who: MIA });
    await whispered('no digest any more', MIA);
    expect(await digests()).toEqual([]);
  });

  test('that was changed gets its former time back', async () => {
    await world.type('digest here weekdays 07:00', MIA);
    await whispered('at 07:00', MIA);
    await world.type('digest here daily 08:30', MIA);
    await world.click(await whispered('at 08:30', MIA), 'answer.undo', { who: MIA });
    await whispered('Before: every day at 08:30', MIA);
    expect(await digests()).toMatchObject([{ channel: SALES, rhythm: 'weekdays', at: '07:00' }]);
  });
});

test('what was resumed can be paused again', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
  await world.type('pause ada@example.com');
  await whispered('Paused');
  await world.type('resume ada@example.com keep');
  await world.click(await whispered('Resumed'), 'answer.undo');
  await whispered('Paused');
  expect((await world.store.read.enrollments.byId(enrollment.id))?.pauses).toEqual(['self']);
});

describe('a suppression', () => {
  const suppression = () => world.store.read.suppressions.byEmail(world.workspace.id, 'ada@example.com');

  /** Ada followed the link of a mail on Sunday; on Monday an admin lets her get mail again. */
  async function unsubscribedAndAllowed() {
    const before = {
      id: world.ids.next(),
      workspaceId: world.workspace.id,
      email: 'ada@example.com',
      reason: 'unsubscribe',
      createdAt: (await world.clock.now()).minus({ days: 1 }),
      createdById: null,
    } as const;
    await world.store.read.suppressions.add(before);
    await world.type('unsuppress ada@example.com', SAM);
    return { before, said: await whispered('may get mail again', SAM) };
  }

  test('that was lifted comes back as it was: why, when and by whom', async () => {
    const { before, said } = await unsubscribedAndAllowed();
    await world.click(said, 'answer.undo', { who: SAM });
    expect(textOf(await whispered('gets nothing again', SAM))).toContain('unsubscribed on 1 Mar 2026');
    const after = await suppression();
    expect(after).toMatchObject({ reason: 'unsubscribe', createdById: null });
    expect(after?.createdAt.toISO()).toBe(before.createdAt.toISO());
  });

  test('that comes back ends what was enrolled meanwhile', async () => {
    const { said } = await unsubscribedAndAllowed();
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
    await world.click(said, 'answer.undo', { who: SAM });
    expect(textOf(await whispered('gets nothing again', SAM))).toContain('They left 1 sequence: Outbound');
    expect((await world.store.read.enrollments.byId(enrollment.id))?.progress.exited?.reason).toBe('suppressed');
  });

  test('that was made anew meanwhile stays as it is', async () => {
    const { said } = await unsubscribedAndAllowed();
    await world.type('suppress ada@example.com', MIA);
    await whispered('Suppressed', MIA);
    await world.click(said, 'answer.undo', { who: SAM });
    await whispered('gets nothing already', SAM);
    expect(await suppression()).toMatchObject({ reason: 'by-hand', createdById: world.mia.id });
  });

  test('that was made by hand can be lifted, which is not called an undo: cadences stay ended', async () => {
    await world.type('suppress ada@example.com', SAM);
    const said = await whispered('Suppressed', SAM);
    expect(textOf(said)).toContain('Allow again');
    expect(textOf(said)).not.toContain('Undo');
  });
});

describe('a setting', () => {
  test.each([
    ['zone Europe/Berlin', 'zone', 'Europe/Berlin'],
    ['grid 15 minutes', 'delayGridMinutes', 15],
    ['late 1 hour', 'lateAfterMinutes', 60],
    ['from new@example.com', 'mailFrom', 'new@example.com'],
    ['address 5 New Street, Springfield', 'postalAddress', '5 New Street, Springfield'],
  ] as const)('settings %s is taken back', async (text, name, value) => {
    await world.type('settings from old@example.com', SAM);
    await whispered('old@example.com', SAM);
    await world.type('settings address 1 Old Street, Springfield', SAM);
    await whispered('1 Old Street', SAM);
    const before = (await workspace())?.[name];
    await world.type(`settings ${text}`, SAM);
    const said = await world.whisper(
      SAM,
      (one) => textOf(one).includes(String(value)) || /rounded|late/.test(one.text),
    );
    expect((await workspace())?.[name]).toBe(value);
    await world.click(said, 'answer.open', { who: SAM });
    await world.until(async () => ((await workspace())?.[name] === before ? true : undefined));
  });

  test('a manager is taken back, and one who was dropped named again', async () => {
    const isManager = async () => (await world.store.read.members.byId(world.ben.id))?.isManager;
    await world.type('settings manager @ben', SAM);
    const named = await whispered('Managers', SAM);
    await world.click(named, 'answer.open', { who: SAM });
    const dropped = await world.whisper(SAM, (one) => one.ts === named.ts && !textOf(one).includes('U0BEN00001'));
    expect(await isManager()).toBe(false);
    await world.click(dropped, 'answer.open', { who: SAM });
    await world.whisper(SAM, (one) => one.ts === named.ts && textOf(one).includes('U0BEN00001'));
    expect(await isManager()).toBe(true);
  });

  test('that stays as it is has nothing to be taken back', async () => {
    await world.type('settings grid 30 minutes', SAM);
    const said = await whispered('set so already', SAM);
    expect(said.blocks).toHaveLength(1);
  });
});
