import { enrollAda } from './enrolled.js';
import { ada, createSlackWorld, MIA, option, type SlackWorld, steps, textOf } from './slack-world.js';

/** What commands show that only ask: for help, for somebody, for what there is to do. */
let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

describe('help', () => {
  test('the command alone shows every command', async () => {
    await world.type('');
    expect(textOf(await world.whisper())).toContain('/sequence enroll');
  });

  test('a topic shows its examples', async () => {
    await world.type('help digest');
    expect(textOf(await world.whisper())).toContain('/sequence digest here daily 08:30');
  });

  test('a mistyped command gets the nearest one, with its help', async () => {
    await world.type('paws me');
    expect(textOf(await world.whisper())).toMatch(/no command “paws”[\s\S]*pause/);
  });

  test.each(['foo', 'help foo'])('“%s” is near to nothing, and is answered with all there is', async (text) => {
    await world.type(text);
    expect(textOf(await world.whisper())).toMatch(/“foo”[\s\S]*\/sequence enroll[\s\S]*\/sequence settings/);
  });
});

describe('status and why', () => {
  test('say where somebody is and why then', async () => {
    await enrollAda(world);
    await world.type('status ada@example.com');
    expect(textOf(await world.whisper())).toContain('Outbound');
    await world.type('why ada@example.com');
    const why = textOf(await world.whisper(undefined, ({ text }) => text.startsWith('Why')));
    expect(why).toContain('Intro');
  });

  test('an address that nobody has gets the nearest', async () => {
    await enrollAda(world);
    for (const verb of ['status', 'why']) {
      await world.type(`${verb} ada@example.co`);
      const said = await world.whisper(undefined, (one) => textOf(one).includes('Did you mean'));
      await world.click(said, 'answer.open', { value: `run:${verb} ada@example.com` });
      await world.whisper(undefined, (one) => one.ts === said.ts && textOf(one).includes('Outbound'));
    }
  });

  test.each(['status', 'why'])('%s of an address that nobody has can create the contact', async (verb) => {
    await world.type(`${verb} new@example.com`);
    const said = await world.whisper(undefined, (one) => textOf(one).includes('I know nobody'));
    await world.click(said, 'contact.open');
    expect(textOf(await world.modal())).toContain('new@example.com');
  });

  test('without an address a modal asks for it, and shows the answer in its place', async () => {
    await enrollAda(world);
    await world.type('why');
    const asking = await world.modal();
    await world.submit(asking, { email: { type: 'email_text_input', value: 'ada@example.com' } });
    expect(textOf(await world.modal())).toContain('Outbound');
  });
});

describe('tasks and today', () => {
  test('tasks lists one’s own; its menu acts and the list is shown anew', async () => {
    const { enrollment } = await world.enrollIn(await world.publish({ steps: [steps.invite, steps.intro] }), ada);
    await world.runAt('2026-03-02T08:00');
    await world.type('tasks');
    const list = await world.whisper();
    expect(textOf(list)).toContain('Invite Ada');
    const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id, enrollmentId: enrollment.id });
    await world.click(list, 'task.more', { chosen: option(`done:${task?.id}`) });
    const after = await world.whisper(undefined, (one) => textOf(one).includes('No open tasks'));
    expect(after.ts).toBe(list.ts);
    expect((await world.store.read.tasks.byId(task?.id ?? ''))?.state).toBe('done');
  });

  test('today shows what goes out', async () => {
    await enrollAda(world);
    await world.type('today');
    expect(textOf(await world.whisper())).toMatch(/What goes out today/);
    expect(JSON.stringify(await world.whisper())).not.toContain('show.team-today');
  });

  test('today of the whole team is for managers, who get a button for it', async () => {
    await enrollAda(world);
    await world.type('today', MIA);
    const mine = await world.whisper(MIA);
    expect(textOf(mine)).toContain('Nothing of yours goes out today.');
    await world.click(mine, 'show.team-today', { who: MIA });
    const team = /from the whole team.*to Ada.*Ana Ruiz/s;
    await world.whisper(MIA, (one) => team.test(textOf(one)));
    await world.type('today team');
    const refusal = 'You cannot see what goes out from the whole team: it takes a manager (or an admin).';
    await world.whisper(undefined, (one) => textOf(one).includes(refusal));
  });
});
