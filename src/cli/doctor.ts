import { parseArgs } from 'node:util';
import { reasonOf } from '../app/faults.js';
import type { Finding } from '../app/ports/finding.js';
import { type Config, type ConfigResult, configReport, readEnvironment } from '../config.js';
import type { CliIo } from './io.js';

const usage = `drumbeat doctor [--json]     looks at everything that the configured program relies on

It works whether or not the program runs, and sends and changes nothing; Drumbeat's own PostgreSQL is started for it where it
does not run. The exit code is 0 where nothing fails, 1 where something does, 2 for a wrong command line.
`;

/** What it is done with: the configuration, and how it is examined. */
export interface DoctorParts {
  readonly read: () => ConfigResult;
  readonly examine: (config: Config) => Promise<readonly Finding[]>;
}

const ofThisProcess: DoctorParts = {
  read: readEnvironment,
  examine: async (config) => (await import('../compose/doctor.js')).examine(config),
};

/** `drumbeat doctor`. Gives the exit code. */
export async function runDoctor(args: string[], io: CliIo, parts: DoctorParts = ofThisProcess): Promise<number> {
  const asked = readArgs(args);
  if ('misused' in asked) {
    io.stderr(`drumbeat doctor: ${asked.misused}\n\n${usage}`);
    return 2;
  }
  if (asked.help) {
    io.stdout(usage);
    return 0;
  }
  const read = parts.read();
  if (!read.ok && !asked.json) {
    io.stderr(configReport(read.problems));
    return 1;
  }
  const findings = read.ok
    ? await parts.examine(read.config)
    : read.problems.map(({ variable, message }) => {
        return { what: variable, state: 'failing' as const, found: message, todo: `set ${variable} right` };
      });
  io.stdout(asked.json ? `${JSON.stringify({ ok: isWell(findings), findings }, null, 2)}\n` : report(findings));
  return isWell(findings) ? 0 : 1;
}

function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'failing');
}

const marks: { readonly [S in Finding['state']]: string } = {
  ok: 'ok',
  warning: 'look',
  failing: 'FAILS',
  skipped: '-',
};

function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ what, state, found, todo }) => [
    `${marks[state].padEnd(6)} ${what.padEnd(width)}  ${found}`,
    ...(todo === null ? [] : [`${' '.repeat(width + 9)}→ ${todo}`]),
  ]);
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const [failing, looks] = [count('failing'), count('warning')];
  const sum =
    failing > 0
      ? `${failing} of ${findings.length} fail.`
      : looks > 0
        ? 'Nothing fails; some want a look.'
        : 'All is well.';
  return `${[...lines, '', sum].join('\n')}\n`;
}

type Asked = { readonly help: boolean; readonly json: boolean } | { readonly misused: string };

function readArgs(args: string[]): Asked {
  try {
    const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    const { values } = parseArgs({ args, options });
    return { help: values.help ?? false, json: values.json ?? false };
  } catch (error) {
    return { misused: reasonOf(error) };
  }
}
