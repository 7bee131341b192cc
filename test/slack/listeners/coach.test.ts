import { ANA, eachSlackWorld, MIA, type SlackWorld, textOf } from './slack-world.js';

/** The coach: what it says where a sequence is shown and built, and the buttons that follow it. */
let world: SlackWorld;
eachSlackWorld((made) => {
  world = made;
});

const mail = (name: string, days: number) => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  kind: 'email',
  when: { days },
  email: { subject: name, body: 'How do you do it?' },
});
const { email: _, ...head } = mail('First talk', 3);
const call = { ...head, kind: 'task', task: { title: 'Call', type: 'call' } };
const sound = [mail('Price question', 0), call, mail('Case study', 4), mail('Figures', 5), mail('Goodbye', 7)];
const shown = (text: string) => world.modal(MIA, (one) => textOf(one).includes(text));
const gone = (text: string) => world.modal(MIA, (one) => !textOf(one).includes(text));

/** The builder, with a draft of these steps. */
const build = async (steps: readonly object[], more: object = {}) => {
  const definition = { name: 'Outbound', type: 'step', ...more, steps };
  const draft = { id: world.deps.ids.next(), workspaceId: world.workspace.id, memberId: world.mia.id, definition };
  await world.store.read.drafts.create({ ...draft, revision: 1 }, await world.clock.now());
  await world.type('new Other', MIA);
  const offer = await world.whisper(MIA, (one) => textOf(one).includes('You have begun'));
  await world.click(offer, 'builder.go-on', { who: MIA });
  return shown('*1.*');
};
const stored = async () => (await world.store.read.drafts.latestOf(world.mia.id))?.definition;

test('a shown sequence says what could be better, and a sound one nothing', async () => {
  await world.publish({ name: 'Short', steps: sound.slice(0, 2) });
  await world.type('show short');
  const said = textOf(await world.whisper(ANA, (one) => textOf(one).includes('Short')));
  expect(said).toContain(
    'Worth a thought*\n• Only 2 steps reach the contact; after First talk nothing comes. Most answers come to later',
  );
  await world.publish({ name: 'Sound', steps: sound });
  await world.type('show sound');
  expect(textOf(await world.whisper(ANA, (one) => textOf(one).includes('Sound')))).not.toContain('Worth a thought');
});

test('the builder does what is mechanical at a click: more days for a step', async () => {
  const builder = await build([
    ...sound.slice(0, 2),
    { ...mail('At once', 0), when: 'immediately' },
    ...sound.slice(2),
  ]);
  expect(textOf(builder)).toContain('At once comes in the same minute as First talk.');
  await world.click(builder, 'coach.change', { who: MIA, value: 'same-minute:at-once' });
  await gone('Worth a thought');
  expect((await stored())?.steps).toContainEqual({ ...mail('At once', 0), when: { days: 1, delay: 'none' } });
});

test('or an exit on reply, which keeps what ends it already', async () => {
  const builder = await build(sound, { exitOn: ['meeting-booked'] });
  await world.click(builder, 'coach.change', { who: MIA, value: 'no-exit-on-reply:' });
  await gone('Worth a thought');
  expect((await stored())?.exitOn).toEqual(['reply', 'meeting-booked']);
});

test('for what a person must word it opens the step, or a new one', async () => {
  const builder = await build([...sound.slice(0, 4), { ...mail('Last', 7), email: { subject: 'S', body: 'Bye.' } }]);
  await world.click(builder, 'coach.change', { who: MIA, value: 'no-question:last' });
  expect(JSON.stringify((await shown('Subject')).view.blocks)).toContain('"initial_value":"Bye."');
  await world.dismiss(await shown('Subject'), MIA);
  const short = await shown('Worth a thought');
  await world.click(short, 'coach.change', { who: MIA, value: 'no-break-up:last' });
  await shown('Subject');
});

test('a step that is missing is added in its form', async () => {
  const mails = sound.filter(({ kind }) => kind === 'email');
  await world.click(await build(mails), 'coach.change', { who: MIA, value: 'one-channel:figures' });
  await shown('What to do');
});

test('a click in a window that is out of date changes nothing', async () => {
  const builder = await build(sound, { exitOn: [] });
  const draft = await world.store.read.drafts.latestOf(world.mia.id);
  if (draft === null) throw new Error('there is a draft');
  await world.store.read.drafts.save(draft, await world.clock.now());
  await world.click(builder, 'coach.change', { who: MIA, value: 'no-exit-on-reply:' });
  await shown('changed in another window');
  expect((await stored())?.exitOn).toEqual([]);
});
