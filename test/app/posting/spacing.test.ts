import { createWorld, type World } from '../../support/world.js';
import { type PostingWorld, postingIn } from './posting-world.js';

let world: World;
let posting: PostingWorld;
beforeEach(async () => {
  world = await createWorld();
  posting = postingIn(world);
});
afterEach(() => world.close());

const minute = { postSpacingMs: 60_000 };
const aMinuteLater = () => world.pool.query("UPDATE provider_paces SET next_at = next_at - interval '1 minute'");

test('new messages of one conversation lie so far apart as Slack asks, whoever brings them, and keep their order', async () => {
  for (const name of ['first', 'second', 'third']) await posting.report(name);
  await posting.report('elsewhere', 'UBEN');
  await posting.bring(posting.chat, minute);
  await posting.bring(posting.chat, { ...minute, worker: 'worker-2' });
  expect(posting.keys().sort()).toEqual(['elsewhere', 'first']);
  await aMinuteLater();
  await posting.bring(posting.chat, { ...minute, worker: 'worker-2' });
  await aMinuteLater();
  await posting.bring(posting.chat, minute);
  expect(posting.keys().filter((key) => key !== 'elsewhere')).toEqual(['first', 'second', 'third']);
});

test('what is asked for in the meantime is known to be due', async () => {
  for (const name of ['first', 'second']) await posting.report(name);
  await posting.bring(posting.chat, minute);
  expect(await world.store.read.posts.nextDueAt()).not.toBeNull();
});
