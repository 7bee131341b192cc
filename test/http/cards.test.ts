import { createCardLinks } from '../../src/adapters/system/card-links.js';
import { editTemplate } from '../../src/app/templates/editTemplate.js';
import { createCardsRouter } from '../../src/http/cards.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';
import { type Served, serve } from './serve.js';

const secret = Buffer.alloc(32, 5);
const paths = createCardLinks({ secret, publicUrl: '' });
let world: AppWorld;
let served: Served;
let drawn: string[];

beforeEach(async () => {
  world = await createAppWorld();
  drawn = [];
  const pictures = {
    toPng: async (svg: string) => {
      drawn.push(svg);
      return Buffer.from('a png');
    },
  };
  const log = { ...world.deps.log };
  served = await serve(
    createCardsRouter({ ...world.app, settings: { ...world.app.settings, cardLinks: paths }, pictures, log }),
  );
});
afterEach(async () => {
  await served.close();
  await world.close();
});

const save = async (front: string) => {
  const file = { template: 'hello', kind: 'postcard', postcard: { front, back: '<p>{{contact.firstName}}</p>' } };
  const before = await world.store.read.templates.byName(world.workspace.id, 'hello');
  const over = before === null ? null : { templateId: before.id, version: before.version };
  const saved = await editTemplate(world.app, { actor: world.manager, file, over });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return saved.template;
};
const pathOf = (template: { id: string; version: number }, contactId: string | null = null) =>
  paths.urlOf({ templateId: template.id, version: template.version, memberId: world.manager.id, contactId }) ?? '';

test('the picture of a stored card is a PNG of what it says, for somebody made up or a contact', async () => {
  const card = await save('<h1>Hello</h1>');
  const answer = await fetch(served.url + pathOf(card));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(await answer.text()).toBe('a png');
  expect(drawn[0]).toContain('>Hello<');
  expect(drawn[0]).toContain('>Ada<');
  const { contact } = await world.enrollIn(await world.publish({ steps: [{ kind: 'delay', id: 'w', for: '1 day' }] }), {
    firstName: 'Grace',
  });
  await fetch(served.url + pathOf(card, contact.id));
  expect(drawn[1]).toContain('>Grace<');
});

test('what is not signed, gone, of another version or no card is not found', async () => {
  const card = await save('<p>One</p>');
  const old = pathOf(card);
  await save('<p>Two</p>');
  const mail = await editTemplate(world.app, {
    ...{ actor: world.manager, over: null },
    file: { template: 'mail', kind: 'email', email: { subject: 'S', body: 'B' } },
  });
  if (!mail.ok) throw new Error(JSON.stringify(mail));
  const unsigned = '/cards/AAAA.png';
  const gone = pathOf({ id: world.manager.id, version: 1 });
  for (const path of [old, unsigned, gone, pathOf(mail.template), pathOf(card, world.manager.id)]) {
    expect((await fetch(served.url + path)).status).toBe(404);
  }
  expect(drawn).toEqual([]);
});
