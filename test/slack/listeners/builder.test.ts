import type { ShownView } from '../../../src/sandbox/protocol.js';
import { builderOf, mail, metadataOf, radio, typed } from './building.js';
import {
  BEN,
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

/** `new`: the builder, its steps' forms, two windows, and publishing. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const { shown, open: openBuilder, add: addStep } = builderOf(() => world);
const sequences = () => world.store.read.sequences.all(world.workspace.id);

/** Opens the form of a new step, and saves it. */
const add = (builder: ShownView, kind: 'email' | 'task' | 'delay', filled: Filled) =>
  addStep(builder, kind, filled, '*Steps*');

describe('building', () => {
  test('a task for a channel that the app is not in is refused at its field, and taken where it is', async () => {
    const builder = await openBuilder();
    await world.click(builder, 'builder.add', { who: MIA, value: 'task' });
    const form = await shown('What to do');
    await world.click(form, 'step.assignee', {
      who: MIA,
      chosen: option('channel'),
      filled: { 'assignee.who': radio('channel') },
    });
    const asking = await world.modal(MIA, ({ view }) => JSON.stringify(view).includes('conversations_select'));
    const filled = (selected_conversation: string) => ({
      name: typed('Call'),
      'task.title': typed('Call them'),
      'task.type': { type: 'static_select', ...option('call') },
      'assignee.who': radio('channel'),
      'assignee.channel': { type: 'conversations_select', selected_conversation },
    });
    await world.submit(asking, filled(RANDOM), MIA);
    const refused = await world.modal(MIA, ({ errors }) => Object.keys(errors).length > 0);
    expect(Object.values(refused.errors)).toEqual([
      'Drumbeat is not in that channel: invite it there with /invite, then try again',
    ]);
    await world.submit(refused, filled(SALES), MIA);
    await shown('*1.*  *Call*');
  });

  test('a sequence from the first step to its publishing, with the dates of an enrollment made now', async () => {
    const builder = await openBuilder();
    expect(textOf(builder)).not.toContain(':warning:');
    await add(builder, 'email', mail('Hello'));
    const first = await shown('*1.*  *Hello*');
    expect(textOf(first)).toContain('Mon 2 Mar, 10:00 · same day');
    await add(first, 'delay', { name: typed('Wait'), 'for.amount': { type: 'number_input', value: '2' } });
    await add(await shown('*2.*  *Wait*'), 'task', {
      name: typed('Call'),
      'task.title': typed('Call them'),
      'task.type': { type: 'static_select', ...option('call') },
      pause: { type: 'checkboxes', selected_options: [option('pause').selected_option] },
    });
    const whole = await shown('*3.*  *Call*');
    expect(textOf(whole)).toContain('Wed 4 Mar, 10:00 · +2 days');
    expect(await sequences()).toEqual([]);
    await world.submit(whole, { 'name.0': typed('SaaS, outbound') }, MIA);
    const done = await shown('Published');
    expect(textOf(done)).toContain('Published *SaaS, outbound*, version 1.');
    const [sequence] = await sequences();
    expect(sequence).toMatchObject({ name: 'SaaS, outbound', slug: 'saas-outbound' });
    const version = await world.store.read.sequences.version(sequence?.currentVersionId ?? '');
    expect(version?.definition.steps.map(({ id, kind }) => [id, kind])).toEqual([
      ['hello', 'email'],
      ['wait', 'delay'],
      ['call', 'task'],
    ]);
    await world.click(done, 'enroll.open', { who: MIA });
    expect(textOf(await shown('What they will get'))).toContain('Hello');
  });

  test('what changes the dates is seen at once, and keeps the name as typed', async () => {
    await add(await openBuilder(), 'email', mail('Hello'));
    const builder = await shown('Hello');
    const filled = {
      'name.0': typed('Another name'),
      'defaultTime.0': { type: 'timepicker', selected_time: '14:30' },
    };
    await world.click(builder, 'builder.default-time', { who: MIA, chosen: { selected_time: '14:30' }, filled });
    const next = await shown('Mon 2 Mar, 14:30 · same day');
    expect(next.state?.['name.0']).toMatchObject({ field: { value: 'Another name' } });
    await world.click(next, 'builder.zone', {
      who: MIA,
      chosen: option('contact'),
      filled: { ...filled, 'zone.0': radio('contact') },
    });
    const draft = await world.until(async () => {
      const found = await world.store.read.drafts.byId(String(metadataOf(next).draftId));
      return found?.definition.zone === 'contact' ? found : undefined;
    });
    expect(draft.definition).toMatchObject({ name: 'Another name', defaultTime: '14:30' });
  });

  test('steps are edited, moved and removed by their menus', async () => {
    await add(await openBuilder(), 'email', mail('One'));
    await add(await shown('*1.*  *One*'), 'email', mail('Two'));
    const both = await shown('*2.*  *Two*');
    await world.click(both, 'builder.step', { who: MIA, chosen: option('down:one') });
    const moved = await shown('*1.*  *Two*');
    await world.click(moved, 'builder.step', { who: MIA, chosen: option('edit:two') });
    await world.submit(await shown('Subject'), { ...mail('Better'), name: typed('Second') }, MIA);
    const edited = await shown('*1.*  *Second*');
    expect(textOf(edited)).toContain('Mail “Better”');
    await world.click(edited, 'builder.step', { who: MIA, chosen: option('remove:two') });
    expect(textOf(await world.modal(MIA, (one) => !textOf(one).includes('Second')))).toContain('*1.*  *One*');
  });

  test('a choice in a step’s form shows its fields and keeps what was typed', async () => {
    await world.click(await openBuilder(), 'builder.add', { who: MIA, value: 'email' });
    const form = await shown('Subject');
    const filled = { ...mail('Hello'), 'when.timing': radio('delay') };
    await world.click(form, 'step.timing', { who: MIA, chosen: option('delay'), filled });
    const next = await shown('Minutes or hours');
    expect(textOf(next)).not.toContain('Empty: the usual time');
    expect(next.state?.['email.subject']).toMatchObject({ field: { value: 'Hello' } });
    await world.submit(next, { ...filled, 'when.delay.amount': { type: 'number_input', value: '3' } }, MIA);
    await shown('3 hours later');
  });
});

describe('a builder that was closed', () => {
  const left = async () => {
    await add(await openBuilder('Left'), 'email', mail('One'));
    const builder = await shown('*1.*  *One*');
    expect(textOf(builder)).toContain('Closing keeps this draft');
    await world.dismiss(builder, MIA);
    return String(metadataOf(builder).draftId);
  };
  const offered = (said: string) => world.whisper(MIA, (one) => textOf(one).includes(said));

  test('is offered at the next `new`, and goes on with what was saved', async () => {
    const draftId = await left();
    await world.type('new Another', MIA);
    const offer = await offered('You have begun “Left”, 1 step, and not published it yet.');
    await world.click(offer, 'builder.go-on', { who: MIA });
    expect(metadataOf(await shown('*1.*  *One*'))).toMatchObject({ draftId });
  });

  test('is discarded where somebody rather starts anew, under the name that they gave', async () => {
    const draftId = await left();
    await world.type('new Another: one', MIA);
    const offer = await offered('You have begun “Left”');
    await world.click(offer, 'builder.start-anew', { who: MIA });
    const anew = await shown('No steps yet');
    expect(JSON.stringify(anew.view.blocks)).toContain('"initial_value":"Another: one"');
    expect(await world.store.read.drafts.byId(draftId)).toBeNull();
    await world.dismiss(anew, MIA);
    await world.click(offer, 'builder.go-on', { who: MIA });
    await offered('This draft is gone');
  });

  test('is offered where the builder is opened by a button too', async () => {
    await left();
    await world.type('list', MIA);
    await world.click(await offered('no sequences yet'), 'sequence.create', { who: MIA });
    await world.click(await offered('You have begun “Left”'), 'builder.go-on', { who: MIA });
    await shown('*1.*  *One*');
  });
});

describe('what is wrong', () => {
  test('in a step stands at its field, with the name that was meant', async () => {
    await world.enrollIn(await world.publish({ name: 'Other', steps: [steps.intro] }));
    await world.click(await openBuilder(), 'builder.add', { who: MIA, value: 'email' });
    await world.submit(await shown('Subject'), mail('Hello', 'Hi {{ contact.firstNam }}'), MIA);
    const { errors } = await world.modal(MIA, (one) => Object.keys(one.errors).length > 0);
    expect(Object.keys(errors)).toEqual(['email.body']);
    expect(errors['email.body']).toContain('firstName');
  });

  test('a sequence without a name, without steps, or with a name that is taken is not published', async () => {
    await world.publish({ name: 'Taken', steps: [steps.intro] });
    await world.type('new Taken', MIA);
    const refused = await world.whisper(MIA, (one) => textOf(one).includes('*Taken* already'));
    await world.click(refused, 'answer.open', { who: MIA });
    await world.whisper(MIA, (one) => textOf(one).includes('`intro`'));
    const builder = await openBuilder();
    const errorAfter = async (fits: RegExp, name: string) => {
      await world.submit(builder, { 'name.0': typed(name) }, MIA);
      return world.modal(MIA, ({ errors }) => fits.test(errors['name.0'] ?? ''));
    };
    await errorAfter(/required/, '');
    await world.click(builder, 'builder.add', { who: MIA, value: 'delay' });
    const form = await shown('Minutes, hours or days');
    await world.submit(form, { name: typed('Wait'), 'for.amount': { type: 'number_input', value: '1' } }, MIA);
    const filled = await shown('*1.*  *Wait*');
    await world.submit(filled, { 'name.0': typed('Taken') }, MIA);
    await world.modal(MIA, ({ errors }) => /already/.test(errors['name.0'] ?? ''));
    expect(await sequences()).toHaveLength(1);
    await world.submit(filled, { 'name.0': typed('Free') }, MIA);
    await shown('Published');
  });

  test('that there is no step yet is said where steps stand, and the name that was typed stays', async () => {
    const builder = await openBuilder();
    await world.submit(builder, { 'name.0': typed('Empty') }, MIA);
    const told = await shown('Nothing was published yet. A sequence needs at least one step: add one.');
    const texts = told.view.blocks.map((block) => JSON.stringify(block));
    const at = (text: string) => texts.findIndex((one) => one.includes(text));
    expect(at('at least one step')).toBeGreaterThan(at('Usual time'));
    expect(at('at least one step')).toBe(at('No steps yet') - 1);
    expect(told.errors).toEqual({});
    expect(await sequences()).toEqual([]);
  });

  test('a rep is told who can build', async () => {
    await world.type('new Mine', BEN);
    expect(textOf(await world.whisper(BEN))).toContain('it takes a manager');
  });
});

describe('two windows', () => {
  /** The draft as another window changes it. */
  const elsewhere = async (view: ShownView, name: string) => {
    const { draftId } = metadataOf(view);
    const draft = await world.store.read.drafts.byId(String(draftId));
    if (draft === null) throw new Error('no draft');
    const definition = { ...draft.definition, name };
    await world.store.read.drafts.save({ ...draft, definition }, await world.clock.now());
  };

  test('a click in the older one changes nothing, says so, and shows the draft as it is', async () => {
    await add(await openBuilder(), 'email', mail('One'));
    const builder = await shown('*1.*  *One*');
    await elsewhere(builder, 'Renamed elsewhere');
    await world.click(builder, 'builder.step', {
      who: MIA,
      chosen: option('remove:one'),
      filled: { 'name.0': typed('Typed here') },
    });
    const told = await shown('changed in another window');
    expect(textOf(told)).toContain('*1.*  *One*');
    expect(JSON.stringify(told.view.blocks)).toContain('"initial_value":"Renamed elsewhere"');
    // Under the same id Slack would go on showing what was typed here.
    expect(told.view.blocks.map(({ block_id }) => block_id)).not.toContain('name.0');
    await world.submit(told, {}, MIA);
    expect(textOf(await shown('Published'))).toContain('Renamed elsewhere');
  });

  test('publishing what was changed meanwhile shows it first', async () => {
    await add(await openBuilder(), 'email', mail('One'));
    const builder = await shown('*1.*  *One*');
    await elsewhere(builder, 'Renamed elsewhere');
    await world.submit(builder, {}, MIA);
    await shown('changed in another window');
    expect(await sequences()).toEqual([]);
  });

  test('a step’s form keeps what was typed, and its next Save goes into the draft as it is', async () => {
    const builder = await openBuilder();
    await world.click(builder, 'builder.add', { who: MIA, value: 'email' });
    const form = await shown('Subject');
    await elsewhere(builder, 'Renamed elsewhere');
    await world.submit(form, mail('One'), MIA);
    const told = await shown('What you typed is kept');
    expect(JSON.stringify(told.view.blocks)).toContain('"initial_value":"One"');
    await world.submit(told, mail('One'), MIA);
    expect(JSON.stringify((await shown('*1.*  *One*')).view.blocks)).toContain('Renamed elsewhere');
  });

  test('a draft that was published says so in the other window', async () => {
    await add(await openBuilder(), 'email', mail('One'));
    const builder = await shown('*1.*  *One*');
    await world.store.read.drafts.delete(String(metadataOf(builder).draftId));
    await world.submit(builder, {}, MIA);
    await shown('This draft is gone');
  });
});
