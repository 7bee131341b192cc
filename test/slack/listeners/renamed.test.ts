import { ANA, createSlackWorld, type SlackWorld, steps, textOf } from './slack-world.js';

let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld({ command: '/cadence' });
});
afterEach(() => world.close());

describe('where /sequence was taken, so that the command has another name', () => {
  test.each(['', 'help enroll', 'help digest', 'help settings', 'paws me', 'status nobody@example.com', 'digest here'])(
    '“%s” is heard, and answered with that name alone',
    async (text) => {
      await world.publish({ name: 'Outbound', steps: [steps.intro] });
      await world.type(text);
      expect(textOf(await world.whisper(ANA))).not.toContain('/sequence');
    },
  );

  test('what one may type has that name', async () => {
    await world.type('');
    expect(textOf(await world.whisper(ANA))).toContain('/cadence enroll');
  });
});
