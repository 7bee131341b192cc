import { editTemplate } from '../../../src/app/templates/editTemplate.js';
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
  await world.store.read.drafts.create({ ...draft, edits: null, revision: 1 }, await world.clock.now());
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
  const form = JSON.stringify((await shown('What to do')).view.blocks);
  const chosen = (text: string) => `"initial_option":{"text":{"type":"plain_text","text":"${text}"`;
  // A call, after the step that the remark names.
  expect(form).toContain(chosen('Call'));
  expect(form).toContain(chosen('After 3. Figures'));
});

test('a stored text that says nothing is opened in its own form, and saved under the builder', async () => {
  const file = { template: 'prices', kind: 'email', email: { subject: 'Prices', body: 'Here they are.' } };
  await editTemplate(world.deps, { actor: world.mia, file, over: null });
  const { email: _own, ...first } = mail('Price question', 0);
  const builder = await build([{ ...first, template: 'prices' }, ...sound.slice(1)]);
  await world.click(builder, 'coach.change', { who: MIA, value: 'no-question:price-question' });
  const form = await shown('*prices*');
  await world.submit(form, { 'email.body': { type: 'plain_text_input', value: 'Which one?' } }, MIA);
  await world.dismiss(await shown('Saved as version 2.'), MIA);
  await world.click(await shown('Worth a thought'), 'coach.change', { who: MIA, value: 'no-question:price-question' });
  await gone('Worth a thought');
});

test('a cadence that is too long ends before the step that is one too many', async () => {
  const many = Array.from({ length: 14 }, (_one, index) =>
    mail(`Reason ${String.fromCharCode(65 + index)}`, index + 1),
  );
  const builder = await build([...many.slice(0, 6), call, ...many.slice(6)]);
  await world.click(builder, 'coach.change', { who: MIA, value: 'many-touches:reason-l' });
  await gone('Reason L');
  expect((await stored())?.steps).toHaveLength(12);
});

test('more remarks than there is room for are on further pages, and stay there when one is followed', async () => {
  const bare = Array.from({ length: 7 }, (_one, index) => ({ ...mail(`Email ${index + 1}`, index % 2 ? 3 : 4) }));
  const builder = await build([...bare, call, mail('Goodbye', 7)], { exitOn: [] });
  expect(textOf(builder)).toContain('1 to 5 of 8');
  await world.click(builder, 'builder.page', { who: MIA, value: 'advice:1' });
  const further = await shown('6 to 8 of 8');
  expect(textOf(further)).toContain('Who replies goes on getting');
  await world.click(further, 'coach.change', { who: MIA, value: 'no-exit-on-reply:' });
  await shown('6 to 7 of 7');
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
