import { createPictures } from '../../../src/adapters/resvg/pictures.js';
import { TEAM } from '../../../src/sandbox/slack/workspace.js';
import { identify } from '../../../src/slack/listeners/acting.js';
import { ANA, createSlackWorld, type SlackWorld } from './slack-world.js';

let world: SlackWorld;
beforeEach(async () => {
  world = await createSlackWorld();
});
afterEach(() => world.close());

const who = (userTeamId: string | null, teamId: string | null = TEAM.id) =>
  identify(
    { ...world.deps, sharedFiles: world.files, pictures: createPictures(), timers: world.harness.timers, log: console },
    { teamId, userId: ANA, userTeamId },
  );

test('a member of the workspace acts, whether Slack names their team or not', async () => {
  expect(await who(null)).toMatchObject({ ok: true, acting: { actor: { id: world.ana.id } } });
  expect(await who(TEAM.id)).toMatchObject({ ok: true });
});

test('somebody of another workspace, as in a shared channel, may do nothing, whatever id Slack gives them', async () => {
  expect(await who('T0PARTNER1')).toEqual({ ok: false, sentence: expect.stringContaining('not for guests') });
});

test('a workspace that is not connected is told so', async () => {
  expect(await who(null, 'T0UNKNOWN1')).toEqual({ ok: false, sentence: expect.stringContaining('not set up') });
});
