import { createWorld, type World } from '../../support/world.js';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const email = { subject: 'Hello', body: 'Hi there.' };
const steps = [
  { id: 'intro', kind: 'email', when: 'immediately', email },
  { id: 'later', kind: 'email', when: { days: 2, at: '09:00' }, email },
];

test('what comes after a mail is planned by the clock of each contact that has one, and of the account for the others', async () => {
  const version = await world.publish({ zone: 'contact', steps });
  const { enrollment: tokyo } = await world.enrollIn(version, { email: 'ada@example.com', zone: 'Asia/Tokyo' });
  const { enrollment: home } = await world.enrollIn(version, { email: 'bo@example.com', zone: null });
  await world.fireAt('2026-03-02T09:00');
  const [inTokyo, atHome] = await world.store.read.enrollments.byIds([tokyo.id, home.id]);
  const shown = (due: typeof inTokyo, zone: string) => due?.dueAt?.setZone(zone).toFormat('HH:mm');
  expect(shown(inTokyo, 'Asia/Tokyo')).toBe('09:00');
  expect(shown(atHome, world.workspace.zone)).toBe('09:00');
});
