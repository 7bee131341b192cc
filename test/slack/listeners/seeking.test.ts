import type { AppDeps } from '../../../src/app/deps.js';
import { aMember } from '../../support/people.js';
import { ada, createSlackWorld, MIA, type SlackWorld, steps, textOf } from './slack-world.js';

/** Somebody who is named by a handle and not known yet is looked for in all of Slack, after the acknowledgement. */
let world: SlackWorld;
let answerNow = (): void => undefined;
beforeEach(async () => {
  const answered = new Promise<void>((resolve) => {
    answerNow = resolve;
  });
  world = await createSlackWorld({
    impatient: true,
    deps: (deps): AppDeps => ({
      ...deps,
      directory: { ...deps.directory, people: async () => answered.then(() => deps.directory.people()) },
    }),
  });
  await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
});
afterEach(async () => {
  answerNow();
  await world.close();
  expect(world.log).toEqual([]);
});

const modalWith = (text: string) => world.modal(MIA, (one) => textOf(one).includes(text));

test.each(['pause @zoe', 'resume @zoe keep'])('%s is acknowledged before Slack has listed everybody', async (text) => {
  await world.type(text, MIA);
  answerNow();
  await world.whisper(MIA, (one) => textOf(one).includes('I know nobody here called @zoe'));
});

test.each(['resume @zoe', 'enroll grace@example.com in outbound from @zoe'])(
  '%s opens a modal meanwhile, since it may have to ask',
  async (text) => {
    await world.type(text, MIA);
    await modalWith('Working on it');
    answerNow();
    await modalWith('I know nobody here called @zoe');
  },
);

test('nobody is looked for where the handle is known', async () => {
  const zoe = aMember(world.ids.next(), world.workspace.id, { handle: 'zoe', slackUserId: 'U0ZOE00001' });
  await world.store.read.members.save(zoe, await world.clock.now());
  await world.type('resume @zoe', MIA);
  await world.whisper(MIA, (one) => textOf(one).includes('is not paused'));
});
