import type { DateTime } from 'luxon';
import { mayDo, roleOf } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import { planOf } from '../enrollments/planOf.js';
import type { Member } from '../ports/stores/people.js';
import type { ShownMember } from '../posting/shown.js';
import { readerZone } from '../shown/readerZone.js';
import type { ShownSequence } from '../shown/sequences.js';
import { coachSequence } from './coachSequence.js';
import { findSequence, type UnknownSequence } from './findSequence.js';
import { noEnrollments } from './listSequences.js';
import { previewOf } from './previewOf.js';

/** A sequence with its present version and the dates an enrollment made now would get (in the account zone). */
export interface SequenceDetails extends ShownSequence {
  readonly name: string;
  readonly isArchived: boolean;
  readonly publishedAt: DateTime;
  /** Null: an import. */
  readonly publishedBy: ShownMember | null;
}

export type ShownSequenceResult = { readonly ok: true; readonly sequence: SequenceDetails } | UnknownSequence;

/** One sequence by name or slug. */
export async function showSequence(
  { store: { read }, clock }: Pick<AppDeps, 'store' | 'clock'>,
  { actor, name }: { readonly actor: Member; readonly name: string },
): Promise<ShownSequenceResult> {
  const found = await findSequence(read, actor.workspaceId, name);
  if (!found.ok) return found;
  const { id, slug, pausedAt, archivedAt, currentVersionId } = found.sequence;
  const version = await read.sequences.version(currentVersionId);
  const workspace = await read.workspaces.byId(actor.workspaceId);
  if (version === null || workspace === null) throw new Error(`sequence ${id} has no version or no workspace`);
  const counts = await read.sequences.counts(actor.workspaceId);
  const publisher = version.publishedById === null ? null : await read.members.byId(version.publishedById);
  return {
    ok: true,
    sequence: {
      id,
      slug,
      name: found.sequence.name,
      isPaused: pausedAt !== null,
      isArchived: archivedAt !== null,
      version: version.number,
      publishedAt: version.publishedAt,
      publishedBy: publisher === null ? null : { slackUserId: publisher.slackUserId, name: publisher.name },
      definition: version.definition,
      counts: counts.get(id) ?? noEnrollments,
      preview: previewOf(planOf(version, workspace, null), await clock.now(), {}, readerZone(actor, workspace)),
      remarks: await coachSequence(read, actor.workspaceId, version.definition),
      mayEdit: mayDo(roleOf(actor), 'build-sequence', true).ok,
    },
  };
}
