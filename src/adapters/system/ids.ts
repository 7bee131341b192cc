import { randomBytes } from 'node:crypto';
import type { Ids } from '../../app/ports/ids.js';

/** Asking the system for every id's bytes costs more than all the rest of it. */
const poolBytes = 4_096;

const digits = Buffer.from('0123456789abcdef');

/** Where each byte of a UUID stands in its text. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

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
  let taken = 0;
  const randomByte = () => {
    if (taken === pool.length) [pool, taken] = [random(poolBytes), 0];
    taken += 1;
    return pool[taken - 1] ?? 0;
  };
  const text = Buffer.alloc(36, '-');
  const write = (nth: number, byte: number) => {
    const place = places[nth] ?? 0;
    text[place] = digits[byte >> 4] ?? 0;
    text[place + 1] = digits[byte & 0xf] ?? 0;
  };
  return {
    next() {
      const ms = nowMs();
      if (ms > lastMs) {
        lastMs = ms;
        counter = ((randomByte() << 8) | randomByte()) & 0x7ff;
      } else if (++counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
      let rest = lastMs;
      for (let nth = 5; nth >= 0; nth -= 1) {
        write(nth, rest % 0x100);
        rest = Math.floor(rest / 0x100);
      }
      write(6, 0x70 | (counter >> 8));
      write(7, counter & 0xff);
      write(8, 0x80 | (randomByte() & 0x3f));
      for (let nth = 9; nth < places.length; nth += 1) write(nth, randomByte());
      return text.toString('latin1');
    },
  };
}
