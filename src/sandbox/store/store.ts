import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coalesced } from './coalesced.js';
import { type FileContents, openFileContents } from './file-contents.js';
import { type Outbox, openOutbox } from './outbox.js';
import { freshState, type SandboxState } from './state.js';

export interface Store {
  readonly state: SandboxState;
  readonly outbox: Outbox;
  readonly fileContents: FileContents;
  /** Says that the state was changed: the revision grows, listeners hear of it, and the file follows. */
  changed(): void;
  /** The same for what does not lie in the state: the outbox, the program's clock. */
  announce(): void;
  /** Resolves when every change of the state so far lies in the file. Rejects when the file cannot be written. */
  saved(): Promise<void>;
  /** Calls `listener` with the new revision after every change, until the returned function is called. */
  onChange(listener: (revision: number) => void): () => void;
  /** Writes what is left and forgets the listeners. */
  close(): Promise<void>;
}

/**
 * The sandbox's memory in `folder`: `sandbox.json`, replaced as a whole (written beside it, then renamed), so that a kill
 * at any moment leaves the old file or the new one; `outbox.jsonl`; and what was uploaded in `files`. A `sandbox.json` of another format, or one that
 * cannot be read, is set aside as `sandbox.json.unreadable` and a fresh state begins.
 */
export async function openStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'sandbox.json');
  const [state, outbox] = await Promise.all([readState(path), openOutbox(join(folder, 'outbox.jsonl'))]);
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
      await Promise.all([writer.done(), outbox.saved()]);
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
