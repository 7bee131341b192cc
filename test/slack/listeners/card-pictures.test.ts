import type { AppDeps } from '../../../src/app/deps.js';
import { editTemplate } from '../../../src/app/templates/editTemplate.js';
import { builderOf, menu, typed } from './building.js';
import { createSlackWorld, MIA, option, type SlackWorld, textOf } from './slack-world.js';

/** The pictures of cards where Slack cannot fetch anything from the program, as in Socket Mode. */
let world: SlackWorld;
beforeEach(async () => {
  const unreachable = (given: AppDeps): AppDeps => {
    const cardLinks = { ...given.settings.cardLinks, urlOf: () => null };
    return { ...given, settings: { ...given.settings, cardLinks } };
  };
  world = await createSlackWorld({ deps: unreachable });
  const card = { size: '4x6', front: '<h1>Hello {{ contact.firstName }}</h1>', back: '<p>Soon</p>' };
  const file = { template: 'card', kind: 'postcard', postcard: card };
  expect(await editTemplate(world.deps, { actor: world.mia, file, over: null })).toMatchObject({ ok: true });
});
afterEach(() => world.close());

const picture = () =>
  world.until(async () =>
    (await world.seenBy(MIA)).messages.flatMap(({ files }) => files).find(({ name }) => name === 'card.png'),
  );

test('the preview of a card sends its picture to whoever asks for it', async () => {
  await world.type('templates card', MIA);
  const found = await world.whisper(MIA, (one) => textOf(one).includes('1 template'));
  await world.click(found, 'template.open', { who: MIA });
  const modal = await world.modal(MIA, (one) => textOf(one).includes('Send me the picture'));
  expect(JSON.stringify(modal.view.blocks)).not.toContain('image_url');
  await world.click(modal, 'template.picture', { who: MIA });
  const file = await picture();
  const bytes = await fetch(`${world.harness.url}/sandbox/api/files/${file.id}?person=${MIA}`);
  expect(
    Buffer.from(await bytes.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
});

test('so does the form of a step, which stays as it was typed', async () => {
  const { open, begin, asking, click } = builderOf(() => world);
  const form = await begin(await open(), 'postcard');
  const filled = { name: typed('A card'), 'postcard.template': menu('card') };
  await click(form, 'step.template', { chosen: option('card'), filled });
  const chosen = await world.modal(MIA, (one) => textOf(one).includes('Send me the picture'));
  await click(chosen, 'template.picture', { filled });
  await picture();
  expect((await asking('name')).state?.name).toMatchObject({ field: { value: 'A card' } });
});

test('a card that changed since is not sent: who asks is told so', async () => {
  await world.type('templates card', MIA);
  await world.click(await world.whisper(MIA, (one) => textOf(one).includes('1 template')), 'template.open', {
    who: MIA,
  });
  const modal = await world.modal(MIA, (one) => textOf(one).includes('Send me the picture'));
  const file = {
    template: 'card',
    kind: 'postcard',
    postcard: { size: '4x6', front: '<p>Other</p>', back: '<p></p>' },
  };
  const templateId = (await world.store.read.templates.byName(world.workspace.id, 'card'))?.id ?? '';
  const anew = await editTemplate(world.deps, { actor: world.mia, file, over: { templateId, version: 1 } });
  expect(anew).toMatchObject({ ok: true });
  await world.click(modal, 'template.picture', { who: MIA });
  await world.modal(MIA, (one) => textOf(one).includes('That card has changed meanwhile'));
});
