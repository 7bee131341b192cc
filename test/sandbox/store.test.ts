import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/sandbox/store/store.js';

let folder: string;
let deeper: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drumbeat-store-'));
  deeper = join(folder, 'deeper');
  path = join(deeper, 'sandbox.json');
});
afterEach(() => rm(folder, { recursive: true }));

const stored = async () => JSON.parse(await readFile(path, 'utf8'));

test('what was saved is there for whoever opens the file next, without any goodbye', async () => {
  const store = await openStore(deeper);
  store.state.lastTsMicros = 7;
  store.changed();
  await store.saved();
  expect((await openStore(deeper)).state.lastTsMicros).toBe(7);
  await store.close();
});

test('changes made together are one write, and none is left out', async () => {
  const store = await openStore(deeper);
  for (let count = 1; count <= 500; count += 1) {
    store.state.lastTsMicros = count;
    store.changed();
  }
  await store.saved();
  expect(await stored()).toMatchObject({ lastTsMicros: 500, revision: store.state.revision });
});

test('closing writes what is left', async () => {
  const store = await openStore(deeper);
  store.state.lastTsMicros = 3;
  store.changed();
  await store.close();
  expect(await stored()).toMatchObject({ lastTsMicros: 3 });
  expect(await readdir(deeper)).toEqual(['sandbox.json']);
});

test('what comes after closing is not written, and whoever waits for that is told so', async () => {
  const store = await openStore(deeper);
  store.changed();
  const closing = store.close();
  store.state.lastTsMicros = 3;
  store.changed();
  store.outbox.add([mail('late')]);
  await closing;
  await expect(store.saved()).rejects.toThrow('not written');
  await expect(store.outbox.saved()).rejects.toThrow('not written');
  expect(await readdir(deeper)).toEqual(['sandbox.json']);
});

test('listeners hear each revision until they leave', async () => {
  const store = await openStore(deeper);
  const heard: number[] = [];
  const leave = store.onChange((revision) => heard.push(revision));
  store.changed();
  store.changed();
  leave();
  store.changed();
  await store.close();
  expect(heard).toEqual([2, 3]);
});

test.each(['{"format":', '{"format":0}'])('a file that reads %s is set aside', async (content) => {
  const store = await openStore(deeper);
  await store.close();
  await writeFile(path, content);
  const fresh = await openStore(deeper);
  expect(fresh.state.messages).toEqual([]);
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe(content);
  await fresh.close();
});

const mail = (id: string) => ({
  id,
  executionId: null,
  from: 'a@example.com',
  to: 'b@example.com',
  replyTo: null,
  subject: 'x',
  text: 'x\n',
  html: '',
  headers: {},
  sentAt: '2026-12-01T09:00:00.000Z',
  events: [],
});

test('mails and what became of them are there for whoever opens the outbox next', async () => {
  const { outbox } = await openStore(deeper);
  outbox.add([mail('1'), mail('2')]);
  await outbox.saved();
  outbox.note('1', { kind: 'reply', at: 'then' });
  outbox.note('3', { kind: 'bounce', at: 'then' });
  await outbox.saved();
  const next = (await openStore(deeper)).outbox.taken;
  expect(next).toEqual([{ ...mail('1'), events: [{ kind: 'reply', at: 'then' }] }, mail('2')]);
});

test('a mail whose line was torn by a kill is gone, and the next one is whole', async () => {
  const first = await openStore(deeper);
  first.outbox.add([mail('1')]);
  await first.outbox.saved();
  await appendFile(join(deeper, 'outbox.jsonl'), JSON.stringify({ mail: mail('2') }).slice(0, 50));
  const second = await openStore(deeper);
  second.outbox.add([mail('3')]);
  await second.outbox.saved();
  expect((await openStore(deeper)).outbox.taken.map(({ id }) => id)).toEqual(['1', '3']);
});

test('mails that could not be written are written with the next', async () => {
  const { outbox } = await openStore(deeper);
  await rm(deeper, { recursive: true });
  outbox.add([mail('1')]);
  await expect(outbox.saved()).rejects.toThrow('ENOENT');
  await mkdir(deeper);
  outbox.add([mail('2')]);
  await outbox.saved();
  expect((await openStore(deeper)).outbox.taken.map(({ id }) => id)).toEqual(['1', '2']);
});

test('a folder that cannot be written fails who waits for it, and a later change writes all', async () => {
  const store = await openStore(deeper);
  await rm(deeper, { recursive: true });
  store.changed();
  await expect(store.saved()).rejects.toThrow('ENOENT');
  await mkdir(deeper);
  store.changed();
  await store.saved();
  expect(await stored()).toMatchObject({ revision: 3 });
});
