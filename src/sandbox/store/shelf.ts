import { appendFile, readFile, truncate } from 'node:fs/promises';
import { coalesced } from './coalesced.js';

/** Something that was taken, with what its recipient did so far, oldest first. */
interface Taken {
  readonly id: string;
  readonly events: readonly { readonly kind: string; readonly at: string }[];
}

/** Everything of one kind that was taken, and what its recipients did. */
export interface Shelf<Thing extends Taken> {
  /** Oldest first. */
  readonly taken: readonly Thing[];
  add(things: readonly Thing[]): void;
  /** Notes what a recipient did; nothing for an unknown id. */
  note(id: string, event: Thing['events'][number]): void;
  /** Resolves when everything so far lies in the file; rejects where something came after the closing. */
  saved(): Promise<void>;
  /** Writes what is left; what comes later is not written. */
  close(): Promise<void>;
}

/**
 * A shelf lies in a file of its own that only grows, one JSON object a line (`{"mail": ...}`, `{"mailId": ..., "event":
 * ...}` where it is called `mail`): thousands of things must not be written again for each new one. A line torn by a kill
 * is the last one, belongs to a thing that was never acknowledged, and goes.
 */
export async function openShelf<Thing extends Taken>(path: string, name: string): Promise<Shelf<Thing>> {
  const taken: Thing[] = [];
  const positions = new Map<string, number>();
  let pending: string[] = [];

  const put = (thing: Thing) => {
    if (positions.has(thing.id)) return;
    positions.set(thing.id, taken.length);
    taken.push(thing);
  };
  const happen = (id: string, event: Thing['events'][number]) => {
    const position = positions.get(id) ?? -1;
    const thing = taken[position];
    if (thing !== undefined) taken[position] = { ...thing, events: [...thing.events, event] };
  };
  for (const line of await readLines(path)) {
    // The file is the sandbox's own.
    if (name in line) put(line[name] as Thing);
    else if (`${name}Id` in line) happen(String(line[`${name}Id`]), line.event as Thing['events'][number]);
  }

  const writer = coalesced(async () => {
    const lines = pending;
    pending = [];
    try {
      await appendFile(path, lines.join(''), { mode: 0o600 });
    } catch (error) {
      pending = [...lines, ...pending];
      throw error;
    }
  });
  const write = (line: Readonly<Record<string, unknown>>) => {
    pending.push(`${JSON.stringify(line)}\n`);
    writer.ask();
  };

  return {
    taken,
    add: (added) => {
      for (const thing of added) {
        put(thing);
        write({ [name]: thing });
      }
    },
    note: (id, event) => {
      if (!positions.has(id)) return;
      happen(id, event);
      write({ [`${name}Id`]: id, event });
    },
    saved: writer.done,
    close: writer.end,
  };
}

async function readLines(path: string): Promise<Record<string, unknown>[]> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = content.slice(0, content.lastIndexOf('\n') + 1);
  if (whole.length < content.length) await truncate(path, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
