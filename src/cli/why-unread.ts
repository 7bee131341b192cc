import { reasonOf } from '../app/faults.js';

/** What Node says of files that people name, by its code. */
const plainly: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder: name the files in it'],
  ['EACCES', 'you may not read it'],
]);

/** Why a file could not be read, as a clause. */
export function whyUnread(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return plainly.get(code) ?? reasonOf(error);
}
