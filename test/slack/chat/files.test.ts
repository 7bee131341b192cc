import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SANDBOX_BOT_TOKEN } from '../../../src/sandbox/slack/workspace.js';
import { createSlackFiles } from '../../../src/slack/chat/files.js';
import { createSlackClient } from '../../../src/slack/chat/slack-client.js';
import { ANA, ANA_DM, type Harness, LEADERSHIP, startHarness } from '../../sandbox/harness.js';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const filesWith = (token = SANDBOX_BOT_TOKEN) => {
  const apiUrl = `${harness.url}/sandbox/slack/api/`;
  return createSlackFiles({ client: createSlackClient({ token: SANDBOX_BOT_TOKEN, apiUrl }), token, apiUrl });
};
const upload = async (name: string, content: string) => {
  const encoded = Buffer.from(content).toString('base64');
  return ((await harness.post('/files', { person: ANA, name, content: encoded })).body as { id: string }).id;
};

test('what a person shared is read', async () => {
  const read = await filesWith().read(await upload('a.yml', 'name: Ä'));
  expect(read.ok && [read.name, new TextDecoder().decode(read.content)]).toEqual(['a.yml', 'name: Ä']);
});

test('a file that is not there, or a sign-in page in its place, is no file', async () => {
  expect(await filesWith().read('F1')).toEqual({ ok: false, reason: 'no-file' });
  expect(await filesWith('xoxb-other').read(await upload('a.yml', 'x'))).toEqual({ ok: false, reason: 'no-file' });
});

/** Files of which Slack says this. */
const filesOf = (file: object) => {
  const apiUrl = `${harness.url}/sandbox/slack/api/`;
  const { conversations, users, files } = createSlackClient({ token: SANDBOX_BOT_TOKEN, apiUrl });
  const info = async () => ({ ok: true, file });
  const client = { conversations, users, files: { uploadV2: files.uploadV2, info } };
  return createSlackFiles({ client, token: SANDBOX_BOT_TOKEN, apiUrl });
};

describe('what is not asked for', () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('name: A');
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });

  test('another address than Slack’s, whatever a file says: the token is Slack’s', async () => {
    expect(await filesOf({ name: 'a.yml', url_private_download: url() }).read('F1')).toEqual({
      ok: false,
      reason: 'no-file',
    });
    expect(asked).toBe(0);
  });

  test('a file beyond the limit', async () => {
    const file = { name: 'a.csv', size: 9_000_000, url_private: `${harness.url}/sandbox/slack/files/F1/a.csv` };
    expect(await filesOf(file).read('F1')).toEqual({ ok: false, reason: 'too-large' });
  });
});

test('a file is posted in somebody’s DM, and refused where the app is not', async () => {
  const file = { name: 'a.yml', content: 'name: A', comment: 'Here' };
  expect(await filesWith().share(ANA, file)).toBe(true);
  expect((await harness.snapshot()).messages).toMatchObject([
    { conversation: ANA_DM, text: 'Here', files: [{ name: 'a.yml' }] },
  ]);
  expect(await filesWith().share(LEADERSHIP, file)).toBe(false);
});
