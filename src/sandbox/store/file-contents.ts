import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What files hold, each in a file of its own named by its id. */
export interface FileContents {
  write(id: string, content: Buffer): Promise<void>;
  /** Null where nothing was written. */
  read(id: string): Promise<Buffer | null>;
}

/** Contents in `folder`, which is made with the first. Ids are the sandbox's own: capitals and digits. */
export function openFileContents(folder: string): FileContents {
  return {
    async write(id, content) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, id), content, { mode: 0o600 });
    },
    read: (id) =>
      readFile(join(folder, id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      }),
  };
}
