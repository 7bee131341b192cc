import { type DestinationStream, type Logger, pino } from 'pino';
import { reasonOf } from './app/faults.js';
import { startProgram } from './compose/program.js';
import { type Config, configReport, readEnvironment } from './config.js';

/** How long a stop may take before the process ends anyway (milliseconds). */
const stopWithinMs = 10_000;

/**
 * Reads the configuration, starts the chosen roles, and stops cleanly on SIGTERM or Ctrl-C. Exit code 1 for a
 * configuration that does not do, a start that fails, a stop that takes too long, and a fault that nobody foresaw.
 */
export async function main(): Promise<void> {
  const read = readEnvironment();
  if (!read.ok) {
    process.stderr.write(configReport(read.problems));
    process.exitCode = 1;
    return;
  }
  const { config } = read;
  const log = createLog(config.logLevel);
  const aborting = new AbortController();
  const starting = startProgram(config, log, {}, aborting.signal);
  const stopOnce = once(async (why: string) => {
    log.info({ why }, 'stopping');
    setTimeout(() => {
      log.error({ stopWithinMs }, 'the stop took too long; what was in flight is settled at the next start');
      process.exit(1);
    }, stopWithinMs).unref();
    aborting.abort();
    const program = await starting.catch(() => null);
    await program?.stop();
    log.info({}, 'stopped');
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stopOnce(signal));
  // Node's own report would print the whole error, and a provider's client may have put its key into it.
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      log.fatal({ reason: reasonOf(error), stack: error instanceof Error ? error.stack : undefined }, fault);
      process.exitCode = 1;
      void stopOnce(fault);
    });
  }
  try {
    const { url } = await starting;
    process.stdout.write(welcome(config, url));
  } catch (error) {
    if (aborting.signal.aborted) return;
    process.stderr.write(`Drumbeat could not start.\n  ${reasonOf(error)}\n`);
    log.debug({ stack: error instanceof Error ? error.stack : undefined }, 'the start failed');
    process.exitCode = 1;
  }
}

/** Structured lines on standard error, so that standard output is for people. */
function createLog(level: Config['logLevel']): Logger {
  const destination: DestinationStream = pino.destination({ fd: 2, sync: true });
  return pino({ level, base: null }, destination);
}

function welcome(config: Config, url: string): string {
  if (config.slack.mode !== 'sandbox') return `Drumbeat runs (${config.role}) at ${url}\n`;
  return [
    '',
    `  Drumbeat is ready: open ${url}`,
    '',
    '  Type this first, in the message box:',
    `    ${config.command} enroll ada@example.com in saas-outbound`,
    `  ${config.command} help shows the rest. Ctrl-C stops; your data stays in ${config.dataDir}.`,
    '',
    '',
  ].join('\n');
}

function once<A extends unknown[]>(run: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let running: Promise<void> | null = null;
  return (...args) => {
    running ??= run(...args);
    return running;
  };
}
