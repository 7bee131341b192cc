import { BEN, eachSlackWorld, MIA, option, type SlackWorld, steps, textOf } from './slack-world.js';

/** `list`, `show` and `test`. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const whispered = (text: string, who?: string) => world.whisper(who, (one) => textOf(one).includes(text));
const shown = (text: string, who?: string) => world.modal(who, (one) => textOf(one).includes(text));
const chosen = (value: string) => ({ type: 'static_select', ...option(value) });
const typed = (value: string | null) => ({ type: 'plain_text_input', value });

describe('list and show', () => {
  test('list has every sequence with its counts, and opens one', async () => {
    const version = await world.publish({ name: 'SaaS outbound', steps: [steps.intro, steps.followUp] });
    await world.enrollIn(version);
    await world.type('list');
    const list = await whispered('SaaS outbound');
    expect(textOf(list)).toContain('1 running, 0 paused');
    await world.click(list, 'sequence.open');
    expect(textOf(await whispered('`follow-up`'))).toContain('Tue 3 Mar, 12:00 (09:00 in Los Angeles) · +1 day');
  });

  test('a long list turns its pages in place', async () => {
    for (let index = 0; index < 21; index += 1) {
      await world.publish({ name: `Cadence ${String(index).padStart(2, '0')}`, steps: [steps.intro] });
    }
    await world.type('list');
    const list = await whispered('1 to 20 of 21');
    await world.click(list, 'show.page');
    const next = await whispered('21 to 21 of 21');
    expect(next.ts).toBe(list.ts);
    expect(textOf(next)).toContain('Cadence 20');
  });

  test('show takes a name or its slug; a mistyped one gets the nearest', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [steps.intro] });
    await world.type('show SaaS outbound');
    await whispered('`intro`');
    await world.type('show sas-outbound');
    const said = await whispered('no sequence called “sas-outbound”');
    await world.click(said, 'answer.open');
    expect((await world.whisper(undefined, (one) => one.ts === said.ts && textOf(one).includes('`intro`'))).ts).toBe(
      said.ts,
    );
  });

  test('show without a name asks which, and shows it', async () => {
    const { sequenceId } = await world.publish({ steps: [steps.intro] });
    await world.type('show');
    await world.submit(await shown('Sequence'), { sequence: chosen(sequenceId) });
    expect(textOf(await shown('`intro`'))).toContain('Enroll somebody');
  });

  test('“Enroll somebody” opens the form with that sequence chosen', async () => {
    await world.publish({ steps: [steps.intro] });
    await world.type('show outbound');
    await world.click(await whispered('`intro`'), 'enroll.open');
    expect(textOf(await world.modal())).toContain('What they will get');
  });

  test('a button whose sequence is gone opens an empty form', async () => {
    await world.type('help');
    await world.click(await world.whisper(), 'enroll.open', { value: 'help' });
    expect(textOf(await world.modal())).not.toContain('What they will get');
  });

  test('a rep may not build; a manager gets the builder', async () => {
    await world.type('new Mine', BEN);
    expect(textOf(await whispered('You cannot', BEN))).toContain('a manager');
    await world.type('list', MIA);
    await world.click(await world.whisper(MIA), 'sequence.create', { who: MIA });
    expect(textOf(await world.modal(MIA))).toContain('No steps yet');
  });
});

describe('test', () => {
  test('sends one step to oneself, with made-up data', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [steps.intro, steps.followUp] });
    await world.type('test saas outbound follow-up');
    expect(textOf(await whispered('Sent'))).toContain('Sent *Follow-up* to you');
    expect(world.mailer.taken).toMatchObject([{ subject: expect.stringContaining('[Test]') }]);
  });

  test('a task is shown as it would read', async () => {
    await world.publish({ steps: [steps.call] });
    await world.type('test outbound call');
    expect(textOf(await whispered('is a task'))).toMatch(/\*Call \w+\*/);
    expect(world.mailer.taken).toEqual([]);
  });

  test('a mistyped step is answered with those there are', async () => {
    await world.publish({ steps: [steps.intro, steps.followUp] });
    await world.type('test outbound itro');
    const said = await whispered('has no step `itro`');
    expect(textOf(said)).toContain('Did you mean `intro`?');
    await world.click(said, 'answer.open', { value: 'run:test "outbound" intro' });
    await whispered('Sent');
    await world.type('test outbound zzz');
    expect(textOf(await whispered('has no step `zzz`'))).toContain('It has:');
  });

  test('without a step a form asks; its sequence decides the steps, and a wrong address is said at its field', async () => {
    const other = await world.publish({ name: 'Second', steps: [steps.call] });
    const { sequenceId } = await world.publish({ steps: [steps.intro] });
    await world.type('test second');
    const form = await shown('Call');
    const filled = { sequence: chosen(sequenceId) };
    await world.click(form, 'enroll.sequence', { chosen: option(sequenceId), filled });
    const next = await shown('Intro');
    expect(JSON.stringify(next.view.blocks)).not.toContain(`step:${other.sequenceId}`);
    const step = { [`step:${sequenceId}`]: chosen('intro') };
    await world.submit(next, { ...filled, ...step, email: typed('nobody@example.com') });
    expect((await world.modal(undefined, ({ errors }) => 'email' in errors)).errors.email).toContain('Nobody has this');
    await world.submit(next, { ...filled, ...step, email: typed(null) });
    expect(textOf(await shown('Sent'))).toContain('made-up data');
  });
});

describe('simulate', () => {
  const tagged = {
    ...{ kind: 'branch', id: 'which', if: [{ tag: 'vip' }], else: 'continue' },
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    then: { goto: 'second' },
  };
  const two = [tagged, { ...steps.intro, id: 'first' }, { ...steps.intro, id: 'second' }];

  test('tells the dates in order, and enrolls nobody', async () => {
    await world.publish({ name: 'SaaS outbound', steps: [steps.intro, steps.followUp] });
    await world.type('simulate saas-outbound');
    const said = textOf(await whispered('if enrolled now'));
    expect(said).toContain('Somebody in *SaaS outbound*');
    expect(said).toMatch(/Intro\n.*Tue 3 Mar, 12:00 \(09:00 in Los Angeles\) · \+1 day {2}/s);
    expect(said).toContain('Nobody was enrolled.');
    expect(await world.store.read.enrollments.find({ workspaceId: world.workspace.id })).toEqual([]);
  });

  test('goes by what is known of a contact', async () => {
    const version = await world.publish({ name: 'Ways', steps: two });
    await world.enrollIn(version, { email: 'ada@example.com', firstName: 'Ada', tags: ['vip'] });
    await world.type('simulate ways for ada@example.com');
    const said = textOf(await whispered('Engines in *Ways*'));
    expect(said.match(/ {2}Intro/g)).toHaveLength(1);
    await world.type('simulate ways');
    expect(textOf(await whispered('Somebody in *Ways*')).match(/ {2}Intro/g)).toHaveLength(2);
  });

  test('without a sequence a form asks; a mistyped one and an unknown address get the nearest', async () => {
    const version = await world.publish({ name: 'Ways', steps: [steps.intro] });
    await world.enrollIn(version, { email: 'ada@example.com' });
    await world.type('simulate');
    const sequence = chosen(version.sequenceId);
    await world.submit(await world.modal(), { sequence });
    await shown('if enrolled now');
    await world.type('simulate waays for ada@example.com');
    await world.click(await whispered('There is no sequence called'), 'answer.open');
    await whispered('in *Ways*, if enrolled');
    await world.type('simulate ways for ada@exmple.com');
    expect(textOf(await whispered('I know nobody'))).toContain('ada@example.com');
  });
});
