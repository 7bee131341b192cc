import { shortIncident } from '../../../src/slack/views/answer.js';
import { ANA, ada, createSlackWorld, SALES, SAM, type SlackWorld, steps, textOf } from './slack-world.js';

let world: SlackWorld;
afterEach(() => world.close());

/** The same, with a database that fails in transactions once `break` is called. */
async function createBreakable() {
  let broken = false;
  world = await createSlackWorld({
    deps: (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        transact: (work, options) =>
          broken
            ? Promise.reject(new Error('secret@example.com is in this message'))
            : deps.store.transact(work, options),
      },
    }),
  });
  return () => {
    broken = true;
  };
}

const incidents = () => world.log.map(({ fields }) => fields.incident).filter((id) => typeof id === 'string');

test('a fault in a command is an incident: its number is whispered and logged, what was typed is not', async () => {
  const fail = await createBreakable();
  await world.enrollIn(await world.publish({ steps: [steps.followUp] }), ada);
  fail();
  await world.type('pause ada@example.com');
  const said = textOf(await world.whisper());
  const [incident] = incidents();
  expect(said).toContain(shortIncident(String(incident)));
  expect(world.log[0]?.fields).toMatchObject({ listener: 'command', id: 'pause', reason: 'Error' });
  expect(JSON.stringify(world.log)).not.toMatch(/ada@|secret@/);
});

test('a fault after the acknowledgement is told too', async () => {
  const fail = await createBreakable();
  fail();
  await world.type('pause me');
  const said = await world.whisper();
  expect(textOf(said)).toContain(shortIncident(String(incidents()[0])));
});

test('a fault in a click is acknowledged, whispered and logged', async () => {
  const fail = await createBreakable();
  await world.enrollIn(await world.publish({ steps: [steps.invite] }), ada);
  await world.runAt('2026-03-02T08:00');
  const [message] = (await world.seenBy(ANA)).messages.filter(({ text }) => text.includes('Invite Ada'));
  if (message === undefined) throw new Error('no task message');
  fail();
  await world.click(message, 'task.done');
  expect(textOf(await world.whisper())).toContain(shortIncident(String(incidents()[0])));
  expect(world.log[0]?.fields).toMatchObject({ listener: 'action', id: 'task.done' });
});

test('a fault in a submission stands at a field, and nothing that was typed is lost', async () => {
  const fail = await createBreakable();
  await world.type('settings', SAM);
  const form = await world.modal(SAM);
  fail();
  await world.submit(form, { zone: { type: 'plain_text_input', value: 'Europe/London' } }, SAM);
  const after = await world.modal(SAM, ({ errors }) => Object.keys(errors).length > 0);
  expect(after.errors.zone).toContain(`(incident ${shortIncident(String(incidents()[0]))})`);
  expect(after.errors.zone).toContain('Nothing was changed');
});

test('a guest, and somebody of another workspace, get a kind sentence and nothing happens', async () => {
  world = await createSlackWorld();
  await world.pool.query('UPDATE members SET is_refused = true WHERE slack_user_id = $1', [ANA]);
  await world.type('pause me');
  expect(textOf(await world.whisper())).toContain('full members');
  await world.openHome();
  expect(textOf(await world.home())).toContain('full members');
});

test('a workspace that is not connected is told so', async () => {
  world = await createSlackWorld();
  await world.pool.query("UPDATE workspaces SET slack_team_id = 'TELSEWHERE'");
  await world.type('help', ANA, SALES);
  expect(textOf(await world.whisper())).toContain('not set up for this workspace');
});

test('a person of another team in a shared channel is refused, whatever the app’s own team is', async () => {
  world = await createSlackWorld();
  const acknowledged: unknown[] = [];
  await world.bolt.processEvent({
    body: {
      type: 'block_actions',
      team: { id: 'T0HARBOR1', domain: 'harbor' },
      user: { id: 'U0STRANGER', username: 'x', team_id: 'TOTHER' },
      api_app_id: 'A',
      token: 't',
      trigger_id: '1.2.3',
      container: { type: 'message', channel_id: SALES, message_ts: '1.2' },
      channel: { id: SALES, name: 'sales' },
      actions: [{ type: 'button', action_id: 'task.done', block_id: 'b', value: 'id', action_ts: '1' }],
    },
    ack: async (answer: unknown) => void acknowledged.push(answer),
  });
  expect(acknowledged).toEqual([undefined]);
  expect(await world.store.read.members.bySlackId(world.workspace.id, 'U0STRANGER')).toBeNull();
});

test('a button of an older version says so', async () => {
  world = await createSlackWorld();
  const { actionHandler } = await import('../../../src/slack/listeners/actions/handlers.js');
  expect(actionHandler('task.levitate')).toBeNull();
  expect(actionHandler('constructor')).toBeNull();
  expect(actionHandler('notice.retry-held#3')).not.toBeNull();
});
