import { editTemplate } from '../../../src/app/templates/editTemplate.js';
import type { ShownView } from '../../../src/sandbox/protocol.js';
import { untouched } from '../views/untouched.js';
import { builderOf, mail, menu, number, radio, ticked, typed } from './building.js';
import {
  ANA,
  BEN,
  createSlackWorld,
  eachSlackWorld,
  type Filled,
  MIA,
  option,
  RANDOM,
  SALES,
  type SlackWorld,
  steps,
  textOf,
} from './slack-world.js';

/** The forms of each kind of steps, and of their conditions, actions and variants. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});
const { shown, asking, submit, click, open, begin, add, errors, stepsOf } = builderOf(() => world);

/** What Slack itself says of a field that is left empty. */
const required = 'Please complete this required field.';

describe('a rule', () => {
  test('is built of conditions and actions, each in a form of its own, while the rest of what was typed stays', async () => {
    const rule = await begin(await open(), 'rule');
    const filled = { name: typed('Cold') };
    await click(rule, 'step.add-condition', { chosen: option('tag'), filled });
    await submit(await asking('tag'), { tag: typed('prospect') });
    const one = await shown('has the tag “prospect”');
    expect(one.state?.name).toMatchObject({ field: { value: 'Cold' } });
    await click(one, 'step.add-condition', { chosen: option('field'), filled });
    await submit(await asking('field'), { field: typed('employees'), is: menu('at least'), value: typed('200') });
    const two = await shown('employees is at least 200');
    await click(two, 'step.add-action', { chosen: option('addTag'), filled });
    await submit(await asking('addTag'), { addTag: typed('cold') });
    const three = await shown('add the tag “cold”');
    await click(three, 'step.add-action', { chosen: option('notify'), filled });
    const told = (selected_conversation: string, text: string) => ({
      'notify.who': radio('channel'),
      'notify.channel': { type: 'conversations_select', selected_conversation },
      text: typed(text),
    });
    await submit(await asking('notify.who'), told(RANDOM, 'Look'));
    expect(await errors()).toEqual({
      'notify.channel': 'Drumbeat is not in that channel: invite it there with /invite, then try again',
    });
    await submit(await asking('notify.who'), told(SALES, '{{contact.name}} is cold'));
    await submit(await shown('notify #sales'), filled);
    const builder = await shown('*1.*  *Cold*');
    expect(textOf(builder)).toContain(
      'if has the tag “prospect” and employees is at least 200: add the tag “cold”, notify #sales',
    );
    expect(await stepsOf(builder)).toEqual([
      {
        id: 'cold',
        kind: 'rule',
        name: 'Cold',
        if: [{ tag: 'prospect' }, { field: 'employees', is: 'at least', value: 200 }],
        do: [{ addTag: 'cold' }, { notify: '#sales', text: '{{contact.name}} is cold' }],
      },
    ]);
  });

  test('names whom it tells, gives a task and hands over to by menus; files have their names', async () => {
    const person = (selected_user: string) => ({ type: 'users_select', selected_user });
    const rule = await begin(await open(), 'rule');
    const add = async (form: ShownView, kind: string, filled: Filled, block: string, shows: string) => {
      await click(form, 'step.add-action', { chosen: option(kind), filled: { name: typed('Told') } });
      await submit(await asking(block), filled);
      return shown(shows);
    };
    const one = await add(
      rule,
      'setOwner',
      { 'setOwner.person': person(BEN) },
      'setOwner.person',
      'make @ben the owner',
    );
    const other = { 'notify.who': radio('person'), 'notify.person': person(MIA) };
    const two = await add(one, 'notify', other, 'notify.who', 'notify @mia');
    const task = { 'createTask.title': typed('Look'), 'createTask.assignee.who': radio('person') };
    const whose = { ...task, 'createTask.assignee.person': person(ANA) };
    const three = await add(two, 'createTask', whose, 'createTask.title', 'create the task “Look”');
    await submit(three, { name: typed('Told') });
    const [stored] = await stepsOf(await shown('*1.*  *Told*'));
    const given = { createTask: { title: 'Look', assignee: '@ana' } };
    expect(stored?.do).toEqual([{ setOwner: '@ben' }, { notify: '@mia' }, given]);
    await click(await shown('*1.*  *Told*'), 'builder.step', { chosen: option('edit:told') });
    await click(await shown('make @ben the owner'), 'step.part', { chosen: option('edit:do.0') });
    const { view } = await asking('setOwner.person');
    expect(untouched(view)['setOwner.person']).toMatchObject({ field: { selected_user: BEN } });
  });

  test('a guest is not taken, and nobody chosen is asked for', async () => {
    await click(await begin(await open(), 'rule'), 'step.add-action', { chosen: option('notify') });
    const nobody = { 'notify.who': radio('person') };
    await submit(await asking('notify.who'), nobody);
    expect(await errors()).toEqual({ 'notify.person': 'Must not be empty' });
    const guest = { 'notify.person': { type: 'users_select', selected_user: 'U0GIL00001' } };
    await submit(await asking('notify.who'), { ...nobody, ...guest });
    const saysSo = (said?: string) => said?.includes('This person is not a full member') ?? false;
    await world.modal(MIA, ({ errors }) => saysSo(errors['notify.person']));
  });

  test('whose menu is emptied does not keep whom it named', async () => {
    const form = await begin(await open(), 'rule');
    const named = { 'notify.who': radio('person'), 'notify.person': { type: 'users_select', selected_user: BEN } };
    await click(form, 'step.add-action', { chosen: option('notify'), filled: { name: typed('Told') } });
    await submit(await asking('notify.who'), named);
    await click(await shown('notify @ben'), 'step.part', { chosen: option('edit:do.0') });
    await submit(await asking('notify.who'), { 'notify.person': { type: 'users_select', selected_user: null } });
    expect(await errors()).toEqual({ 'notify.person': 'Must not be empty' });
  });

  test('asks how a task ended by what tasks end in', async () => {
    const call = { name: typed('Call'), 'task.title': typed('Call them'), 'task.type': menu('call') };
    const rule = await begin(await add(await open(), 'task', call, '*1.*  *Call*'), 'rule');
    await click(rule, 'step.add-condition', { chosen: option('taskOutcome') });
    const form = await asking('taskOutcome');
    expect(
      JSON.stringify(form.view).match(/"value":"(done|skipped|connected|voicemail|no answer|wrong number)"/g),
    ).toHaveLength(6);
    await submit(form, { taskOutcome: menu('call'), outcome: menu('no answer') });
    await shown('“Call” ended in “no answer”');
  });

  test('takes alternatives and opposites, and lets each part be edited and removed', async () => {
    const rule = await begin(await open(), 'rule');
    await click(rule, 'step.add-condition', { chosen: option('tag') });
    await submit(await asking('tag'), { tag: typed('a'), not: ticked('not') });
    const one = await shown('has not the tag “a”');
    await click(one, 'step.part', { chosen: option('or:if.0') });
    const other = await asking('tag');
    await click(other, 'part.kind', { chosen: option('meetingBooked'), filled: { what: menu('meetingBooked') } });
    const booked = await world.modal(MIA, ({ view }) => view.blocks.every(({ block_id }) => block_id !== 'tag'));
    await submit(booked);
    const both = await shown('or  has booked a meeting');
    await click(both, 'step.part', { chosen: option('edit:if.0.0') });
    await submit(await asking('tag'), { tag: typed('b'), not: ticked('not') });
    const edited = await shown('has not the tag “b”');
    await click(edited, 'step.part', { chosen: option('remove:if.0.1') });
    const left = await world.modal(MIA, (view) => !textOf(view).includes('booked a meeting'));
    await click(left, 'step.add-action', { chosen: option('unsubscribe') });
    await submit(await shown('Nothing is sent to them any more'));
    await submit(await shown('unsubscribe'), { name: typed('Stop') });
    const builder = await shown('*1.*  *Stop*');
    expect(await stepsOf(builder)).toMatchObject([{ if: [{ not: { tag: 'b' } }], do: [{ unsubscribe: true }] }]);
  });

  test('without an action, or with a part that is wrong, says so at the field', async () => {
    const rule = await begin(await open(), 'rule');
    await submit(rule, { name: typed('Nothing') });
    expect(await errors()).toEqual({ 'do.add.0': 'Must have at least one action' });
    const form = await shown('What it does');
    await click(form, 'step.add-condition', { chosen: option('field') });
    await submit(await asking('field'), { field: typed('employees'), is: menu('at least') });
    expect(await errors()).toEqual({ value: '"value" is missing: add it' });
    await submit(await asking('field'), { is: menu('set') });
    expect(await errors()).toEqual({ field: required });
    await submit(await asking('field'), { field: typed('employees'), is: menu('set') });
    const taken = await shown('employees is filled in');
    await click(taken, 'step.add-action', { chosen: option('addToSequence') });
    await submit(await asking('addToSequence.which'), {});
    expect(await errors()).toEqual({ 'addToSequence.which': required });
  });
});

test('a branch asks where its ways lead, and the builder draws both', async () => {
  await world.publish({ name: 'Nurture', steps: [steps.hello] });
  const first = await add(await open(), 'email', mail('Gift'), '*1.*  *Gift*');
  const form = await begin(first, 'branch');
  await click(form, 'step.add-condition', { chosen: option('opened'), filled: { name: typed('Keen?') } });
  await submit(await asking('opened'), { opened: menu('gift') });
  const asked = await shown('opened “Gift”');
  const placed = { name: typed('Keen?'), place: menu('first') };
  await submit(asked, placed);
  const drawn = await shown('*1.*  *Keen?*');
  expect(textOf(drawn)).toContain('*if* opened “Gift”  →  *2.*  *Gift*');
  await click(drawn, 'builder.step', { chosen: option('edit:keen') });
  const again = await asking('then.way');
  await click(again, 'step.way', { chosen: option('goto'), filled: { 'then.way': radio('goto') } });
  const going = await asking('then.goto');
  await click(going, 'step.way', {
    chosen: option('move'),
    filled: { 'then.way': radio('goto'), 'then.goto': menu('gift'), 'else.way': radio('move') },
  });
  const moving = await asking('else.move');
  await submit(moving, { 'then.way': radio('goto'), 'then.goto': menu('gift'), 'else.way': radio('move') });
  expect(await errors()).toEqual({ 'else.move': required });
  await submit(moving, {
    ...{ 'then.way': radio('goto'), 'then.goto': menu('gift') },
    ...{ 'else.way': radio('move'), 'else.move': menu('Nurture') },
  });
  const both = await shown('on in *Nurture*');
  expect(await stepsOf(both)).toMatchObject([
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    { id: 'keen', if: [{ opened: 'gift' }], then: { goto: 'gift' }, else: { move: 'Nurture' } },
    { id: 'gift' },
  ]);
});

test('an exit and a delay go where they are put, a step is copied, and every place can be chosen', async () => {
  const one = await add(await open(), 'email', mail('One'), '*1.*  *One*');
  const two = await add(one, 'exit', { name: typed('Out'), reason: typed('no answer') }, '*2.*  *Out*');
  const wait = { name: typed('Wait'), 'for.amount': number('3'), place: menu('after:one') };
  const three = await add(two, 'delay', wait, '*2.*  *Wait*');
  await click(three, 'builder.step', { chosen: option('copy:one') });
  const copied = await shown('*4.*  *Out*');
  expect((await stepsOf(copied)).map(({ id }) => id)).toEqual(['one', 'one-2', 'wait', 'out']);
  await click(copied, 'builder.step', { chosen: option('edit:one') });
  await submit(await asking('email.subject'), { ...mail('One'), place: menu('after:wait') });
  const moved = await shown('*1.*  *One*');
  expect((await stepsOf(moved)).map(({ id }) => id)).toEqual(['one-2', 'wait', 'one', 'out']);
});

test('a split test holds variants with weights, each written in a form of its own', async () => {
  const form = await begin(await open(), 'email');
  const filled = { ...mail('Short'), content: radio('variants') };
  await click(form, 'step.content', { chosen: option('variants'), filled });
  const split = await shown('*a*  100 %  “Short”');
  await click(split, 'step.add-variant', { chosen: option('inline'), filled: { name: typed('Intro') } });
  const variant = await asking('weight');
  const second = { 'email.subject': typed('Long'), 'email.body': typed('Hi {{contact.firstNme}}') };
  await submit(variant, { id: typed('a'), weight: typed('150'), ...second });
  expect(await errors()).toEqual({
    id: 'Another variant has this name: take another',
    'email.body': expect.stringContaining('firstName'),
  });
  await submit(variant, { id: typed('long'), weight: typed('150'), ...second, 'email.body': typed('Hi') });
  const both = await shown('*long*  75 %  “Long”');
  expect(textOf(both)).toContain('*a*  25 %  “Short”');
  await submit(both, { name: typed('Intro'), promoteAfter: number('300') });
  const builder = await shown('Mail in 2 variants');
  expect(await stepsOf(builder)).toMatchObject([
    {
      promoteAfter: 300,
      variants: [
        { id: 'a', weight: 50 },
        { id: 'long', weight: 150, email: { subject: 'Long', body: 'Hi' } },
      ],
    },
  ]);
});

test('a date sequence is chosen before its first step, and its steps stand on dates', async () => {
  const builder = await open('Renewals');
  await click(builder, 'builder.type', { chosen: option('date'), filled: { 'type.0': radio('date') } });
  const dated = await world.modal(MIA, (view) => !textOf(view).includes('Add delay'));
  expect(textOf(dated)).toContain('Add rule');
  const form = await begin(dated, 'email');
  const filled = { ...mail('Soon'), 'when.timing': radio('event') };
  await click(form, 'step.timing', { chosen: option('event'), filled });
  const asked = await asking('when.event');
  const offset = { 'when.offset.days': number('7'), 'when.offset.side': menu('before') };
  await submit(asked, { ...filled, ...offset });
  expect(await errors()).toEqual({ 'when.event': required });
  await submit(asked, { ...filled, 'when.event': typed('renewal'), ...offset, 'when.annually': ticked('annually') });
  const done = await shown('every year, 7 days before “renewal”');
  expect(textOf(done)).toContain('*Soon*  on each contact’s own date');
  expect(JSON.stringify(done.view.blocks)).not.toContain('builder.type');
  expect((await stepsOf(done))[0]?.when).toEqual({ event: 'renewal', offset: '-7 days', annually: true });
});

test('a text says how long it is while it is typed, with its fields filled in, in a split test too', async () => {
  const form = await begin(await open(), 'sms');
  const filled = { name: typed('Ping'), 'sms.body': typed('Hi {{contact.firstName}}') };
  await click(form, 'step.text', { chosen: filled['sms.body'], filled });
  const told = await shown('For somebody made up: 6 characters: sent as one text, with room for 154 more.');
  expect(told.state?.['sms.body']).toMatchObject({ 'step.text': { value: 'Hi {{contact.firstName}}' } });
  const broken = { ...filled, 'sms.body': typed('Hi {{contact.') };
  await click(told, 'step.text', { chosen: broken['sms.body'], filled: broken });
  await world.modal(MIA, (one) => !textOf(one).includes('made up'));
  await click(told, 'step.content', { chosen: option('variants'), filled: { ...filled, content: radio('variants') } });
  await click(await shown('“Hi {{contact.firstName}}”'), 'step.add-variant', { chosen: option('inline') });
  const variant = await asking('weight');
  const other = { id: typed('b'), weight: typed('50'), 'sms.body': typed('Good day, {{contact.firstName}}') };
  await click(variant, 'step.text', { chosen: other['sms.body'], filled: other });
  await submit(await shown('13 characters'), other);
  await submit(await shown('“Good day'), { name: typed('Ping') });
  await shown('Text in 2 variants');
});

test('a stored text says how long it is once it is chosen, in a step and in a split test, and goes from a number of the account', async () => {
  const file = { template: 'ping', kind: 'sms', sms: { body: 'Hi {{contact.firstName}}' } };
  await editTemplate(world.deps, { actor: world.mia, file, over: null });
  const form = await begin(await open(), 'sms');
  const filled = { name: typed('Ping'), content: radio('template') };
  await click(form, 'step.content', { chosen: option('template'), filled });
  const chosen = { ...filled, template: menu('ping'), from: menu('+15005550006') };
  await click(await asking('template'), 'step.template', { chosen: option('ping'), filled: chosen });
  const told = await shown('For somebody made up: 6 characters: sent as one text');
  await submit(told, chosen);
  const builder = await shown('*1.*  *Ping*');
  expect((await stepsOf(builder))[0]).toMatchObject({ template: 'ping', from: '+15005550006' });
  const other = await begin(builder, 'sms');
  await click(other, 'step.content', { chosen: option('variants'), filled: { content: radio('variants') } });
  const split = await world.modal(MIA, (one) => textOf(one).includes('Split test'));
  await click(split, 'step.add-variant', { chosen: option('template') });
  const variant = { id: typed('a'), weight: typed('50'), template: menu('ping') };
  await click(await asking('weight'), 'step.template', { chosen: option('ping'), filled: variant });
  await submit(await shown('For somebody made up: 6 characters'), variant);
  await shown('template “ping”');
});

test('a postcard is chosen among the stored ones, and its picture shows what it says', async () => {
  for (const name of ['hello', 'goodbye']) {
    const file = { template: name, kind: 'postcard', postcard: { front: `<p>${name}</p>`, back: '<p>Ada</p>' } };
    await editTemplate(world.deps, { actor: world.mia, file, over: null });
  }
  const form = await begin(await open(), 'postcard');
  expect(JSON.stringify(form.view.blocks)).not.toContain('image_url');
  const filled = { name: typed('Card'), 'postcard.template': menu('hello') };
  await click(form, 'step.template', { chosen: option('hello'), filled });
  const drawn = await world.modal(MIA, ({ view }) => view.blocks.some(({ type }) => type === 'image'));
  const row = await world.store.read.templates.byName(world.workspace.id, 'hello');
  const card = { templateId: row?.id ?? '', version: 1, memberId: world.mia.id, contactId: null };
  expect(JSON.stringify(drawn.view.blocks)).toContain(String(world.deps.settings.cardLinks.urlOf(card)));
  await submit(drawn, filled);
  const builder = await shown('Postcard “hello”');
  expect((await stepsOf(builder))[0]).toMatchObject({ kind: 'postcard', postcard: { template: 'hello' } });
});

test('kinds that nothing carries stand there with the reason', async () => {
  const bare = await createSlackWorld({ deps: (deps) => ({ ...deps, postcards: null }) });
  try {
    const builder = await builderOf(() => bare).open();
    expect(textOf(builder)).toMatch(/Not to be had here: postcard \(.*LOB_API_KEY/);
  } finally {
    await bare.close();
  }
});

describe('whoever does a task', () => {
  const task = { kind: 'task', when: { days: 1 }, task: { title: 'Call', type: 'call' } } as const;
  /** The form of the only step, whose task a file gave to somebody. */
  const formOf = async (assignee: string) => {
    await world.publish({ name: 'Outbound', steps: [{ ...task, id: 'call', name: 'Call', assignee }, steps.later] });
    await world.type('edit outbound', MIA);
    await click(await shown('Editing *Outbound*'), 'builder.step', { chosen: option('edit:call') });
    return asking('assignee.who');
  };
  const savedAs = async (form: ShownView, filled: Filled = {}) => {
    await submit(form, { name: typed('The call'), ...filled });
    return (await stepsOf(await shown('*The call*')))[0]?.assignee;
  };

  test.each([
    ['@ben', 'assignee.person', { selected_user: BEN }],
    ['ben@harbor.example', 'assignee.person', { selected_user: BEN }],
    [BEN, 'assignee.person', { selected_user: BEN }],
    ['#sales', 'assignee.channel', { selected_conversation: SALES }],
    [SALES, 'assignee.channel', { selected_conversation: SALES }],
  ] as const)(
    'is chosen in the menu where a file names %s, and stays as it is written there',
    async (name, block, chosen) => {
      const form = await formOf(name);
      expect(untouched(form.view)[block]).toMatchObject({ field: chosen });
      expect(await savedAs(form)).toBe(name);
    },
  );

  test('is written by name once another is chosen', async () => {
    const form = await formOf('@ben');
    expect(await savedAs(form, { 'assignee.person': { type: 'users_select', selected_user: ANA } })).toBe('@ana');
  });

  test('stays, and is said, where nobody here has that name', async () => {
    const form = await formOf('@gone');
    expect(JSON.stringify(form.view)).toContain('Now @gone; empty keeps that.');
    await submit(form, { name: typed('The call') });
    const [at] = Object.keys(await errors());
    expect(at).toBe('assignee.person.kept');
  });

  test('a channel that is chosen is written by name', async () => {
    const form = await begin(await open(), 'task');
    const filled = { 'assignee.who': radio('channel') };
    await click(form, 'step.assignee', { chosen: option('channel'), filled });
    const call = { 'task.title': typed('Call'), 'task.type': menu('call'), ...filled };
    const channel = { 'assignee.channel': { type: 'conversations_select', selected_conversation: SALES } };
    expect(await savedAs(await asking('assignee.channel'), { ...call, ...channel })).toBe('#sales');
  });
});
