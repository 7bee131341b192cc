import type { Role } from '../../domain/access.js';
import { refusal } from '../people/refusal.js';
import type { Files } from '../ports/files.js';
import type { Member } from '../ports/stores/people.js';
import { type ImportDeps, type ImportOptions, type ImportResult, importFiles } from './importFiles.js';
import type { ImportFile } from './readFiles.js';

export type SharedImport =
  | Exclude<ImportResult, { reason: 'which-workspace' }>
  | { readonly ok: false; readonly reason: 'not-allowed'; readonly needs: Role }
  /** By its id: it is gone, or too large. Nothing was imported. */
  | { readonly ok: false; readonly reason: 'no-file' | 'too-large' };

/** Imports files that somebody shared in Slack, as {@link importFiles} does: all or nothing, or the good ones. Asks Slack for them. */
export async function importShared(
  deps: ImportDeps & { readonly sharedFiles: Files },
  input: { readonly actor: Member; readonly fileIds: readonly string[] } & Pick<
    ImportOptions,
    'goodOnes' | 'seen' | 'finished'
  >,
): Promise<SharedImport> {
  const { actor, fileIds, ...options } = input;
  const refused = refusal(actor, 'build-sequence', false);
  if (refused !== null) return refused;
  const files: ImportFile[] = [];
  for (const id of fileIds) {
    const file = await deps.sharedFiles.read(id);
    if (!file.ok) return file;
    files.push({ name: file.name, content: file.content });
  }
  const into = { workspaceId: actor.workspaceId, importedById: actor.id };
  const imported = await importFiles(deps, files, { ...options, ...into });
  if (!imported.ok && imported.reason === 'which-workspace') throw new Error('a member belongs to one workspace');
  return imported;
}

/** Whether a file's name is one that an import reads. */
export function isImportable(name: string): boolean {
  return /\.(ya?ml|json|csv)$/i.test(name);
}
