import { ANA, ada, eachSlackWorld, MIA, SALES, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

/** What is written can be undone by a button of its answer, as far as it can be undone at all. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who?: string) => world.modal(who, (one) => textOf(one).includes(text));
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

test('a pause with an end has it again when it is taken back', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
  await world.type('pause ada@example.com until 2026-03-09');
  await whispered('Paused');
  await world.type('resume ada@example.com keep');
  await world.click(await whispered('Resumed'), 'answer.undo');
  await world.until(async () => ((await world.seenBy(ANA)).messages.length > 2 ? true : undefined));
  expect(textOf(await whispered('Paused'))).toContain('goes on by itself Mon 9 Mar, 03:00 (00:00 in Los Angeles)');
  const { pausedUntil } = (await world.store.read.enrollments.byId(enrollment.id)) ?? {};
  expect(pausedUntil?.toISO()).toBe('2026-03-09T07:00:00.000Z');
});

describe('a reply', () => {
  const enrolled = async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.call, steps.followUp] }), ada);
    return {
      enrollment,
      exited: async () => (await world.store.read.enrollments.byId(enrollment.id))?.progress.exited,
    };
  };

  test('that was said by mistake is taken back', async () => {
    const { exited } = await enrolled();
    await world.type('replied ada@example.com');
    const said = await whispered('replied and is out of');
    expect((await exited())?.reason).toBe('reply');
    await world.click(said, 'answer.undo');
    expect(textOf(await whispered('Undone'))).toContain('*Ada Byron* did not reply. In *Outbound*: Call');
    expect(await exited()).toBeNull();
    await world.click(said, 'answer.undo');
    await whispered('nothing was changed');
  });

  test('that was said on a task is taken back, and the task is open again', async () => {
    const { enrollment, exited } = await enrolled();
    await world.runAt('2026-03-02T08:01');
    const task = await world.until(async () => (await world.seenBy(ANA)).messages.find(({ ephemeral }) => !ephemeral));
    await world.click(task, 'task.replied');
    const said = await whispered('replied and is out of');
    await world.runAt('2026-03-02T08:02');
    await world.click(said, 'answer.undo');
    await whispered('Undone');
    expect(await exited()).toBeNull();
    await world.runAt('2026-03-02T08:03');
    const [again] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
    expect(again?.state).toBe('open');
    const shown = (await world.seenBy(ANA)).messages.find(({ ts }) => ts === task.ts);
    expect(JSON.stringify(shown?.blocks)).toContain('task.outcome.connected');
  });
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
    await world.submit(await world.modal(MIA), {}, MIA);
    await world.modal(MIA, (one) => textOf(one).includes('Suppressed'));
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
    ['limit 50', 'approvalLimit', 50],
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
    await world.click(said, 'answer.undo', { who: SAM });
    await world.until(async () => ((await workspace())?.[name] === before ? true : undefined));
  });

  test('a manager is taken back, and one who was dropped named again', async () => {
    const isManager = async () => (await world.store.read.members.byId(world.ben.id))?.isManager;
    await world.type('settings manager @ben', SAM);
    const named = await whispered('Managers', SAM);
    await world.click(named, 'answer.undo', { who: SAM });
    const dropped = await world.whisper(SAM, (one) => one.ts === named.ts && !textOf(one).includes('U0BEN00001'));
    expect(await isManager()).toBe(false);
    await world.click(dropped, 'answer.undo', { who: SAM });
    await world.whisper(SAM, (one) => one.ts === named.ts && textOf(one).includes('U0BEN00001'));
    expect(await isManager()).toBe(true);
  });

  test('that was changed in the form is taken back there', async () => {
    const before = await workspace();
    await world.type('settings', SAM);
    const fields = { zone: { type: 'plain_text_input', value: 'Europe/London' } };
    const managers = { managers: { type: 'multi_users_select', selected_users: [] } };
    await world.submit(await world.modal(SAM), { ...fields, ...managers }, SAM);
    const saved = await shown('Saved', SAM);
    await world.click(saved, 'answer.undo', { who: SAM });
    expect(textOf(await shown('Undone', SAM))).toContain('The time zone is America/Los_Angeles.');
    expect(await workspace()).toEqual(before);
    expect((await world.store.read.members.byId(world.mia.id))?.isManager).toBe(true);
  });

  test('that somebody set again since is not gone over', async () => {
    await world.type('settings late 1 hour', SAM);
    const said = await whispered('up to 1 hour after its time', SAM);
    await world.type('settings late 2 hours', SAM);
    await whispered('up to 2 hours after its time', SAM);
    await world.click(said, 'answer.undo', { who: SAM });
    const told = 'Nothing was undone: the time for late steps was changed again since.';
    await world.until(async () => (await world.seenBy(SAM)).messages.find((one) => textOf(one).includes(told)));
    expect((await workspace())?.lateAfterMinutes).toBe(120);
  });

  test('that stays as it is has nothing to be taken back', async () => {
    await world.type('settings grid 30 minutes', SAM);
    const said = await whispered('set so already', SAM);
    expect(said.blocks).toHaveLength(1);
  });
});

describe('a contact', () => {
  const typed = (value: string | null) => ({ type: 'plain_text_input', value });
  const stored = (email = 'ada@example.com') => world.store.read.contacts.byEmail(world.workspace.id, email);
  const saved = async (company: string) => {
    await world.type('contact ada@example.com');
    await world.submit(await world.modal(undefined, ({ view }) => view.callback_id === 'contact.save'), {
      company: typed(company),
    });
    return shown('Saved');
  };

  test('that was saved is taken back', async () => {
    await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
    const before = await stored();
    await world.click(await saved('Acme'), 'answer.undo');
    await shown('Undone: *Ada Byron* is as before.');
    expect(await stored()).toEqual(before);
  });

  test('that was changed since stays so, and the answer says how to look', async () => {
    await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
    const said = await saved('Acme');
    const contact = await stored();
    if (contact === null) throw new Error('nobody is stored');
    await world.store.read.contacts.saveMany([{ ...contact, company: 'Globex' }], await world.clock.now());
    await world.click(said, 'answer.undo');
    expect(textOf(await shown('Nothing was undone'))).toContain('/sequence contact ada@example.com');
    expect((await stored())?.company).toBe('Globex');
  });

  test('that was created is gone again', async () => {
    await world.type('contact new@example.com');
    await world.click(await whispered('I know nobody'), 'contact.open');
    await world.submit(await world.modal(), { firstName: typed('Nell') });
    await world.click(await shown('Created'), 'answer.undo');
    await shown('Undone: *Nell* is gone again.');
    expect(await stored('new@example.com')).toBeNull();
  });

  test('that is saved as it was has nothing to be taken back', async () => {
    await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
    await world.type('contact ada@example.com');
    await world.submit(await world.modal());
    expect((await shown('nothing was changed')).view.blocks).toHaveLength(1);
  });
});
