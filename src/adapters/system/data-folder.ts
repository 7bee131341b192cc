import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { doubtful, type Found, failing, fine } from '../../app/ports/finding.js';

const megabyte = 1_000_000;
/** PostgreSQL stops where its disk is full; below the first nothing should be started, below the second somebody should look. */
const leastMegabytes = { failing: 200, warning: 2_000 };

/** Whether the data folder (or, where it is not made yet, the one it will lie in) can be written, and how much room it has. */
export function examineDataFolder(dataDir: string, freeOf: (path: string) => number = freeBytes): Found {
  const folder = nearestThere(dataDir);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return failing(
      `${dataDir} cannot be written`,
      'give it to the program’s user, or set DRUMBEAT_DATA_DIR to another folder',
    );
  }
  const free = Math.floor(freeOf(folder) / megabyte);
  const room = `${free >= 10_000 ? `${Math.floor(free / 1000)} GB` : `${free} MB`} are free`;
  const todo = `make room on the disk of ${folder}`;
  if (free < leastMegabytes.failing) return failing(room, todo);
  if (free < leastMegabytes.warning) return doubtful(room, todo);
  return fine(folder === dataDir ? room : `${room}; it is made at the first start`);
}

function nearestThere(path: string): string {
  return existsSync(path) ? path : nearestThere(dirname(path));
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
