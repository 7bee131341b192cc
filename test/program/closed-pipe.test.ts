import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { bin } from '../support/program.js';

/** What a shell does in `drumbeat … | head -1`: it reads the beginning, and closes its end. */
async function headOf(args: readonly string[], input: string) {
  const child = spawn(process.execPath, [bin, ...args]);
  const ended = once(child, 'close');
  // It stops reading when nobody reads what it writes.
  child.stdin.on('error', () => undefined);
  const feed = () => {
    while (child.stdin.writable && child.stdin.write(input));
  };
  child.stdin.on('drain', feed);
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  feed();
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code, signal] = await ended;
  return { code, signal, said };
}

test('a batch without end whose reader has seen enough ends quietly', async () => {
  const [line = ''] = readFileSync(new URL('../spec/cases.jsonl', import.meta.url), 'utf8').split('\n');
  const input = `${JSON.stringify(JSON.parse(line).input)}\n`;
  expect(await headOf(['simulate', '--batch'], input)).toEqual({ code: 0, signal: null, said: '' });
});
