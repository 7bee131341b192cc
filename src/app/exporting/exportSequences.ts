import { writeSequenceYaml } from '../../domain/sequence/yaml-file.js';
import type { AppDeps } from '../deps.js';
import { orUnread, UnreadableContent } from '../faults.js';
import type { Workspace } from '../ports/stores/people.js';
import { findSequence, type UnknownSequence } from '../sequences/findSequence.js';
import { unreadWord } from '../shown/unreadWords.js';

/** A published sequence as the file that people keep in git. */
export interface ExportedSequence {
  readonly name: string;
  /** `saas-outbound.yml`. */
  readonly fileName: string;
  readonly text: string;
}

export type ExportResult =
  | {
      readonly ok: true;
      readonly sequences: readonly ExportedSequence[];
      /** Those of all that cannot be read here; none where they were named. */
      readonly unread: readonly { readonly name: string; readonly why: string }[];
    }
  /** Those that there are not; nothing was exported. */
  | { readonly ok: false; readonly reason: 'unknown'; readonly unknown: readonly UnknownSequence[] }
  /** There are several workspaces and none was named. */
  | { readonly ok: false; readonly reason: 'which-workspace'; readonly workspaces: readonly Workspace[] };

/**
 * The current versions of sequences by name or slug, in the order given; without names, all that are not archived. From the
 * workspace named, else from the only one. Rejects with an UnreadableContent where one that is named cannot be read here.
 */
export async function exportSequences(
  { store: { read } }: Pick<AppDeps, 'store'>,
  names: readonly string[],
  options: { readonly workspaceId?: string } = {},
): Promise<ExportResult> {
  const all = await read.workspaces.all();
  const workspaces = all.filter(({ id }) => id === (options.workspaceId ?? id));
  if (workspaces.length > 1) return { ok: false, reason: 'which-workspace', workspaces };
  const workspaceId = workspaces[0]?.id ?? '';
  const wanted = names.length > 0 ? names : (await listed(read, workspaces)).map(({ slug }) => slug);
  const unknown: UnknownSequence[] = [];
  const sequences: ExportedSequence[] = [];
  const unread: { name: string; why: string }[] = [];
  for (const name of wanted) {
    const found = workspaces.length === 0 ? nothing(name) : await findSequence(read, workspaceId, name);
    if (!found.ok) {
      unknown.push(found);
      continue;
    }
    const { sequence } = found;
    const version = await orUnread(read.sequences.version(sequence.currentVersionId));
    if (version instanceof UnreadableContent) {
      if (names.length > 0) throw version;
      unread.push({ name: sequence.name, why: unreadWord(version) });
      continue;
    }
    if (version === null) throw new Error(`sequence ${sequence.id} has no version`);
    const text = writeSequenceYaml(version.definition);
    sequences.push({ name: sequence.name, fileName: `${sequence.slug}.yml`, text });
  }
  return unknown.length > 0 ? { ok: false, reason: 'unknown', unknown } : { ok: true, sequences, unread };
}

async function listed(read: AppDeps['store']['read'], workspaces: readonly Workspace[]) {
  return (await Promise.all(workspaces.map(({ id }) => read.sequences.all(id)))).flat();
}

function nothing(name: string): UnknownSequence {
  return { ok: false, reason: 'unknown-sequence', name, nearest: [] };
}
