import { mayDo, roleOf } from '../../domain/access.js';
import { differences } from '../../domain/sequence/difference.js';
import type { AppDeps } from '../deps.js';
import { UnreadableContent } from '../faults.js';
import type { Member } from '../ports/stores/people.js';
import type { ListedVersion, SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { changeLines } from '../shown/editedTexts.js';
import { differenceLines } from '../shown/editWords.js';
import type { ShownVersion } from '../shown/review.js';
import { unreadWord } from '../shown/unreadWords.js';

export interface SequenceVersions {
  readonly sequence: StoredSequence;
  /** The newest first. */
  readonly versions: readonly ShownVersion[];
  readonly mayEdit: boolean;
}

type Deps = Pick<AppDeps, 'store'>;

/** Every version of a sequence, with who published it, when, and what it changed. Null: there is no such sequence. */
export async function listVersions(
  { store: { read } }: Deps,
  { actor, sequenceId }: { readonly actor: Member; readonly sequenceId: string },
): Promise<SequenceVersions | null> {
  const sequence = await read.sequences.byId(sequenceId);
  if (sequence === null || sequence.workspaceId !== actor.workspaceId) return null;
  const versions = await read.sequences.versions(sequenceId);
  const approved = await read.publishRequests.approvedOf(sequenceId);
  const allowedBy = ({ number }: ListedVersion) =>
    approved.find(({ version }) => version === number)?.decidedById ?? null;
  const people = versions.flatMap((version) => [version.publishedById ?? [], allowedBy(version) ?? []].flat());
  const members = await read.members.byIds(people);
  const nameOf = (id: string | null) => members.find((member) => member.id === id)?.name ?? null;
  return {
    sequence,
    mayEdit: mayDo(roleOf(actor), 'build-sequence', true).ok,
    versions: versions.map((version, index) => ({
      id: version.id,
      number: version.number,
      at: version.publishedAt,
      by: nameOf(version.publishedById) ?? 'an import',
      allowedBy: nameOf(allowedBy(version)),
      isCurrent: version.id === sequence.currentVersionId,
      changes: changesOf(versions[index + 1], version),
    })),
  };
}

function changesOf(before: ListedVersion | undefined, after: ListedVersion): string[] {
  if (after.definition instanceof UnreadableContent) return [unreadWord(after.definition)];
  if (before === undefined) return ['The first one.'];
  if (before.definition instanceof UnreadableContent) return [`The one before: ${unreadWord(before.definition)}`];
  return differenceLines(differences(before.definition, after.definition), before.definition, after.definition);
}

export type ComparedVersion = {
  readonly sequence: StoredSequence;
  readonly version: SequenceVersion;
  readonly current: SequenceVersion;
  /** What restoring it would change of the present one, as {@link changeLines}. */
  readonly changes: readonly string[];
};

/** One version, and how the present one differs from it. Null: there is no such version here. */
export async function compareVersion(
  { store: { read } }: Deps,
  { actor, versionId }: { readonly actor: Member; readonly versionId: string },
): Promise<ComparedVersion | null> {
  const version = await read.sequences.version(versionId);
  const sequence = version === null ? null : await read.sequences.byId(version.sequenceId);
  const current = sequence === null ? null : await read.sequences.version(sequence.currentVersionId);
  if (version === null || sequence === null || current === null) return null;
  if (sequence.workspaceId !== actor.workspaceId) return null;
  const [was, is] = [current.definition, version.definition];
  return { sequence, version, current, changes: changeLines(differences(was, is), was, is) };
}
