import { parseArgs } from 'node:util';
import { refuse } from '../domain/refusal.js';
import type { SimulateOutput } from '../domain/simulate/simulate.js';
import { simulate } from '../domain/simulate/simulate.js';
import type { CliIo } from './io.js';
import { runSimulateFile } from './simulate-file.js';

const usage = `drumbeat simulate                a JSON case on standard input; prints its steps and its end as JSON
drumbeat simulate --batch        one JSON case a line in, one result a line out
drumbeat simulate FILE.yml --enrolled-at 2026-03-02T09:00 --zone Europe/London [--contact-zone America/New_York]
                                 a sequence file, as a table (without --zone: this machine's); what its conditions
                                 and dates ask of the contact: --field renewal=2026-05-05 --tag vip, each as often as need be
`;

const options = {
  batch: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  'enrolled-at': { type: 'string' },
  zone: { type: 'string' },
  'contact-zone': { type: 'string' },
  field: { type: 'string', multiple: true },
  tag: { type: 'string', multiple: true },
} as const;

/**
 * `drumbeat simulate`. Gives the exit code: 0; 1 where the input was refused (in a batch a refused line is a line of the
 * output, and the code is 0); 2 for a wrong command line.
 */
export async function runSimulate(args: string[], io: CliIo): Promise<number> {
  let parsed: ReturnType<typeof parseCommandLine>;
  try {
    parsed = parseCommandLine(args);
  } catch (error) {
    io.stderr(`drumbeat simulate: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout(usage);
    return 0;
  }
  const [file, ...more] = positionals;
  if (more.length > 0 || (file !== undefined && values.batch)) {
    io.stderr(`drumbeat simulate: one file at a time, and none with --batch\n\n${usage}`);
    return 2;
  }
  const flag = (['enrolled-at', 'zone', 'contact-zone', 'field', 'tag'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (file === undefined && flag !== undefined) {
    io.stderr(`drumbeat simulate: --${flag} goes with a sequence file; a JSON case has its own\n\n${usage}`);
    return 2;
  }
  if (file !== undefined) return runSimulateFile(file, values, io);
  return values.batch ? simulateBatch(io) : simulateOne(io);
}

function parseCommandLine(args: string[]) {
  return parseArgs({ args, options, allowPositionals: true });
}

async function simulateOne(io: CliIo): Promise<number> {
  let text = '';
  for await (const chunk of decoded(io.stdin)) text += chunk;
  const output = simulateText(text);
  io.stdout(`${JSON.stringify(output)}\n`);
  return 'errors' in output ? 1 : 0;
}

async function simulateBatch(io: CliIo): Promise<number> {
  let rest = '';
  const answer = (line: string) => {
    if (line.trim() !== '') io.stdout(`${JSON.stringify(simulateText(line))}\n`);
  };
  for await (const chunk of decoded(io.stdin)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) answer(line);
    if (io.isUnread()) return 0;
  }
  answer(rest);
  return 0;
}

function simulateText(text: string): SimulateOutput {
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not JSON';
    return { errors: [{ path: '', ...refuse('notJson', message) }] };
  }
  return simulate(input);
}

async function* decoded(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
