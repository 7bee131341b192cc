import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { letOthers } from '../../../src/adapters/system/timers.js';

let folder: string;
let server: net.Server;
let ends: readonly net.Socket[];
beforeEach(async () => {
  ends = [];
  folder = await mkdtemp(join(tmpdir(), 'drumbeat-let-others-'));
  server = net.createServer();
});
afterEach(async () => {
  for (const end of ends) end.destroy();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** Both ends of a connection, over which what is written has come in at once. */
async function connected(): Promise<readonly [net.Socket, net.Socket]> {
  const path = join(folder, 'socket');
  const accepted = new Promise<net.Socket>((resolve) => void server.once('connection', resolve));
  await new Promise<void>((resolve) => void server.listen(path, resolve));
  const here = net.connect(path);
  const there = await accepted;
  ends = [here, there];
  return [here, there];
}

test('what has come in is heard, also while something else that came in is being answered', async () => {
  const [here, there] = await connected();
  const heard: string[] = [];
  const heardMeanwhile = new Promise<readonly string[]>((resolve) => {
    there.on('data', async (data) => {
      heard.push(String(data));
      if (heard.length > 1) return;
      here.write('second');
      await letOthers();
      resolve([...heard]);
    });
  });
  here.write('first');
  expect(await heardMeanwhile).toEqual(['first', 'second']);
});
