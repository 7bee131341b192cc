import { randomBytes } from 'node:crypto';
import type { Ids } from '../../app/ports/ids.js';

const poolBytes = 4_096;

/**
 * UUIDs of version 7 (RFC 9562, method 1 of section 6.2): 48 bits of Unix milliseconds, a counter of 12 bits that begins
 * low and random in each millisecond, 62 random bits. Within one process each id is greater than the one before; when the
 * counter is used up or the machine's clock steps back, the time of the last id runs on instead.
 */
export function createIds(
  nowMs: () => number = () => Date.now(),
  random: (bytes: number) => Buffer = randomBytes,
): Ids {
  let lastMs = 0;
  let counter = 0;
  let pool: Buffer = Buffer.alloc(0);
  /** Asking the system for every id's 8 bytes costs more than all the rest of it. */
  const eightRandomBytes = () => {
    if (pool.length < 8) pool = random(poolBytes);
    const bytes = pool.subarray(0, 8);
    pool = pool.subarray(8);
    return bytes;
  };
  return {
    next() {
      const ms = nowMs();
      if (ms > lastMs) {
        lastMs = ms;
        counter = random(2).readUInt16BE() & 0x7ff;
      } else if (++counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
      const bytes = Buffer.alloc(16);
      bytes.writeUIntBE(lastMs, 0, 6);
      bytes.writeUInt16BE(0x7000 | counter, 6);
      eightRandomBytes().copy(bytes, 8);
      bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
  };
}
