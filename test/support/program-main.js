/**
 * `node test/support/program-main.js LIMITS DIST`: the program as it is built in the folder DIST (a file URL) with its configuration
 * from the environment, but on any free port, with firing limits of a test's own (JSON) and on a machine whose clock is
 * `clockAheadMs` ahead, or as much as stands in `clockFile` at that moment. Prints where it is reached; stops cleanly on SIGTERM.
 */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';

const built = (path) => import(new URL(path, process.argv[3]).href);
const { startProgram } = await built('compose/program.js');
const { configReport, readEnvironment } = await built('config.js');
const read = readEnvironment();
if (!read.ok) {
  process.stderr.write(configReport(read.problems));
  process.exit(1);
}
const { clockAheadMs = 0, clockFile, ...limits } = JSON.parse(process.argv[2] ?? '{}');
const aheadMs = () => (clockFile === undefined ? clockAheadMs : Number(readFileSync(clockFile, 'utf8')));
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + aheadMs());
    else super(...given);
  }

  static now() {
    return RealDate.now() + aheadMs();
  }
};
const log = pino({ level: read.config.logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
const program = await startProgram({ ...read.config, port: 0 }, log, limits);
process.on('SIGTERM', () => void program.stop());
process.stdout.write(`runs at ${program.url}\n`);
