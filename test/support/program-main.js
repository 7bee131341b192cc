/**
 * `node test/support/program-main.js LIMITS`: the built program with its configuration from the environment, but on any
 * free port and with firing limits of a test's own (JSON). Prints where it is reached; stops cleanly on SIGTERM.
 */
import { pino } from 'pino';
import { startProgram } from '../../dist/compose/program.js';
import { configReport, readEnvironment } from '../../dist/config.js';

const read = readEnvironment();
if (!read.ok) {
  process.stderr.write(configReport(read.problems));
  process.exit(1);
}
const log = pino({ level: read.config.logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
const program = await startProgram({ ...read.config, port: 0 }, log, JSON.parse(process.argv[2] ?? '{}'));
process.on('SIGTERM', () => void program.stop());
process.stdout.write(`runs at ${program.url}\n`);
