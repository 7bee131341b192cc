import type { WebClient } from '@slack/web-api';
import { SANDBOX_BOT_TOKEN } from '../../../src/sandbox/slack/workspace.js';
import { ANA, ANA_DM, BEN, type Harness, RANDOM, SALES, startHarness } from '../harness.js';
import { codeOf, webClient } from './web-client.js';

const yaml = 'name: Renewals\nsteps: []\n';
let harness: Harness;
let client: WebClient;

const start = async (options: Parameters<typeof startHarness>[0] = {}) => {
  harness = await startHarness(options);
  client = webClient(harness, SANDBOX_BOT_TOKEN);
};
beforeEach(() => start());
afterEach(() => harness.stop());

const download = (url: string, token = SANDBOX_BOT_TOKEN) =>
  fetch(url, { headers: { authorization: `Bearer ${token}` } });
const upload = async (person: string, name: string, content: string) => {
  const { status, body } = await harness.post('/files', {
    person,
    name,
    content: Buffer.from(content).toString('base64'),
  });
  return { status, id: (body as { id: string }).id };
};

describe('a file that the app uploads', () => {
  test('appears as a message in the conversation, and its content comes back', async () => {
    const sent = { channel_id: ANA_DM, filename: 'renewals.yml', content: yaml, initial_comment: 'Here it is' };
    await client.filesUploadV2(sent);
    const [message] = (await harness.snapshot()).messages;
    expect(message).toMatchObject({
      author: 'app',
      text: 'Here it is',
      files: [{ name: 'renewals.yml', title: 'renewals.yml', size: yaml.length, mimetype: 'text/plain' }],
    });
    const shown = await fetch(`${harness.url}/sandbox/api/files/${message?.files[0]?.id}?person=${ANA}`);
    expect(await shown.text()).toBe(yaml);
  });

  test('is shown as a picture where it is one, and cannot be opened by those who are not there', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    await client.filesUploadV2({ channel_id: ANA_DM, filename: 'chart.png', title: 'Replies', file: bytes });
    const [message] = (await harness.snapshot()).messages;
    expect(message?.files).toMatchObject([{ title: 'Replies', mimetype: 'image/png', size: 4 }]);
    const path = `${harness.url}/sandbox/api/files/${message?.files[0]?.id}`;
    const picture = await fetch(`${path}?person=${ANA}`);
    expect(picture.headers.get('content-disposition')).toBeNull();
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(bytes);
    expect((await fetch(`${path}?person=${BEN}`)).status).toBe(400);
  });

  test('needs a conversation that the app is in', async () => {
    const file = { filename: 'renewals.yml', content: yaml };
    expect(await codeOf(client.filesUploadV2({ ...file, channel_id: RANDOM }))).toBe('not_in_channel');
    expect(await codeOf(client.filesUploadV2({ ...file, channel_id: ANA }))).toBe('channel_not_found');
    expect((await harness.snapshot()).messages).toEqual([]);
  });

  test('cannot be completed before its content came, nor hold another length than was announced', async () => {
    const asked = await client.files.getUploadURLExternal({ filename: 'renewals.yml', length: yaml.length });
    const complete = () => client.files.completeUploadExternal({ files: [{ id: String(asked.file_id) }] });
    expect(await codeOf(complete())).toBe('posting_failed');
    const post = (body: string) => fetch(String(asked.upload_url), { method: 'POST', body });
    expect((await post(`${yaml}more`)).status).toBe(400);
    expect((await post(yaml)).status).toBe(200);
    expect(await codeOf(complete())).toBe('taken');
    expect(await codeOf(client.files.info({ file: 'F1' }))).toBe('file_not_found');
  });
});

describe('a file that a person shares', () => {
  test('is told to the app where it is in the conversation, which then reads it with its token', async () => {
    await harness.stop();
    await start({ program: { events: ['file_shared'] } });
    const { id } = await upload(ANA, 'renewals.yml', yaml);
    await harness.post('/messages', { person: ANA, conversation: ANA_DM, text: '', files: [id] });
    await harness.post('/messages', { person: ANA, conversation: RANDOM, text: '', files: [id] });
    expect(harness.received.map(({ payload }) => payload.event)).toMatchObject([
      { type: 'file_shared', file_id: id, user_id: ANA, channel_id: ANA_DM },
    ]);
    const { file } = await client.files.info({ file: id });
    expect(file).toMatchObject({ name: 'renewals.yml', user: ANA, filetype: 'yaml' });
    expect(await (await download(String(file?.url_private_download))).text()).toBe(yaml);
    expect(await (await download(String(file?.url_private_download), 'other')).text()).toContain('Sign in');
  });

  test('in a form is named to the app in full', async () => {
    const element = { type: 'file_input', action_id: 'file', filetypes: ['yml'], max_files: 1 };
    const view = await harness.open({
      submit: { type: 'plain_text', text: 'Import' },
      blocks: [{ type: 'input', block_id: 'file', label: { type: 'plain_text', text: 'File' }, element }],
    });
    const { id } = await upload(ANA, 'renewals.yml', yaml);
    const file = { file: { file: { type: 'file_input', files: [{ id, name: 'other' }] } } };
    await harness.post('/submissions', { person: ANA, viewId: view, state: file });
    expect(harness.received[0]?.payload.view.state.values.file.file.files).toMatchObject([
      { id, name: 'renewals.yml', url_private: expect.stringContaining(id) },
    ]);
  });

  test('cannot be shared by somebody else, nor be empty', async () => {
    const { id } = await upload(ANA, 'renewals.yml', yaml);
    const shared = await harness.post('/messages', { person: BEN, conversation: SALES, text: '', files: [id] });
    expect(shared).toEqual({ status: 400, body: { error: 'There is no such file' } });
    expect((await upload(ANA, 'empty.yml', '')).status).toBe(400);
  });
});

test('files outlive a restart', async () => {
  await client.filesUploadV2({ channel_id: SALES, filename: 'renewals.yml', content: yaml });
  const { id } = (await harness.snapshot()).messages[0]?.files[0] ?? { id: '' };
  const again = await startHarness({ folder: harness.folder });
  expect(await (await fetch(`${again.url}/sandbox/api/files/${id}?person=${ANA}`)).text()).toBe(yaml);
  await again.stop();
});
