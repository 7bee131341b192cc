import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutboxMail, Parcel, PhoneText, PostboxCard } from '../protocol.js';
import { coalesced } from './coalesced.js';
import { type FileContents, openFileContents } from './file-contents.js';
import { openShelf, type Shelf } from './shelf.js';
import { freshState, type SandboxState } from './state.js';

export interface Store {
  readonly state: SandboxState;
  /** Every mail that was taken, and what its recipient did. */
  readonly outbox: Shelf<OutboxMail>;
  /** The same of texts. */
  readonly phone: Shelf<PhoneText>;
  /** Every postcard. */
  readonly postbox: Shelf<PostboxCard>;
  /** What webhooks were handed, an id once. */
  readonly parcels: Shelf<Parcel>;
  readonly fileContents: FileContents;
  /** Says that the state was changed: the revision grows, listeners hear of it, and the file follows. */
  changed(): void;
  /** The same for what does not lie in the state: mails, texts, cards, the program's clock. */
  announce(): void;
  /** Resolves when every change of the state so far lies in the file. Rejects when the file cannot be written. */
  saved(): Promise<void>;
  /** Calls `listener` with the new revision after every change, until the returned function is called. */
  onChange(listener: (revision: number) => void): () => void;
  /** Writes what is left and forgets the listeners; what changes later is not written. */
  close(): Promise<void>;
}

/**
 * The sandbox's memory in `folder`: `sandbox.json`, replaced as a whole (written beside it, then renamed), so that a kill
 * at any moment leaves the old file or the new one; `outbox.jsonl`, `phone.jsonl`, `postbox.jsonl` and `parcels.jsonl`; and
 * what was uploaded in `files`. A `sandbox.json` of another format, or one that cannot be read, is set aside as
 * `sandbox.json.unreadable` and a fresh state begins.
 */
export async function openStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'sandbox.json');
  const [state, outbox, phone, postbox, parcels] = await Promise.all([
    readState(path),
    openShelf<OutboxMail>(join(folder, 'outbox.jsonl'), 'mail'),
    openShelf<PhoneText>(join(folder, 'phone.jsonl'), 'text'),
    openShelf<PostboxCard>(join(folder, 'postbox.jsonl'), 'card'),
    openShelf<Parcel>(join(folder, 'parcels.jsonl'), 'parcel'),
  ]);
  const listeners = new Set<(revision: number) => void>();
  const writer = coalesced(async () => {
    await writeFile(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
    await rename(`${path}.new`, path);
  });

  const announce = () => {
    state.revision += 1;
    for (const listener of listeners) listener(state.revision);
  };

  return {
    state,
    outbox,
    phone,
    postbox,
    parcels,
    fileContents: openFileContents(join(folder, 'files')),
    announce,
    changed: () => {
      announce();
      writer.ask();
    },
    saved: writer.done,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      listeners.clear();
      await Promise.all([writer.end(), outbox.close(), phone.close(), postbox.close(), parcels.close()]);
    },
  };
}

async function readState(path: string): Promise<SandboxState> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (content === null) return freshState();
  try {
    const stored: unknown = JSON.parse(content);
    if (isState(stored)) return withFiles(stored);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  await rename(path, `${path}.unreadable`);
  return freshState();
}

/** Written before files could be shared, neither the state nor its messages have any. */
function withFiles(stored: SandboxState): SandboxState {
  const messages = stored.messages.map((message) => ({ ...message, files: message.files ?? [] }));
  return { ...stored, messages, files: stored.files ?? [] };
}

/** The file is the sandbox's own: its format number vouches for the rest. */
function isState(stored: unknown): stored is SandboxState {
  return typeof stored === 'object' && stored !== null && 'format' in stored && stored.format === 1;
}
