import type { DateTime } from 'luxon';
import { concerned } from '../../domain/enrollment/edit-numbers.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import type { AppDeps } from '../deps.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import { askManagers } from '../sequences/askForYes.js';
import type { Carried } from '../sequences/availability.js';
import { publicationRefused } from '../sequences/publishSequence.js';
import { summarizeEdit } from '../sequences/summarizeEdit.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';
import type { VariantAlone } from './promoteVariant.js';

export type AskedToPromote =
  /** It changes what more people get than one manager decides about: these were asked, and one of them publishes it. */
  | {
      readonly ok: false;
      readonly reason: 'asked';
      readonly sequenceName: string;
      readonly people: number;
      readonly limit: number;
      readonly asked: readonly Member[];
    }
  /** They would be asked, but the actor has other changes of it in a draft: it belongs among these. */
  | { readonly ok: false; readonly reason: 'draft-open'; readonly sequence: StoredSequence };

/**
 * Where ending a split test concerns more than the limit and there is another manager, it becomes a draft of the actor's that
 * the others are asked about. Null where it may be published at once, or cannot be published at all.
 */
export async function askToPromote(
  context: {
    readonly tables: Tables;
    readonly ids: Ids;
    readonly now: DateTime;
    readonly carried: Carried;
    readonly settings: Pick<AppDeps['settings'], 'admins'>;
  },
  actor: Member,
  alone: VariantAlone,
): Promise<AskedToPromote | null> {
  const { tables, ids, now } = context;
  const { sequence, version, definition } = alone;
  const { workspaceId } = actor;
  const as = { sequenceId: sequence.id };
  if ((await publicationRefused(context, { workspaceId, definition, publishedById: actor.id, as })) !== null)
    return null;
  const many = await promotionOfMany(context, actor, alone);
  if (many === null) return null;
  const { numbers, asked, ...counts } = many;
  const own = (await tables.drafts.ofSequence(sequence.id)).find(({ memberId }) => memberId === actor.id);
  if (own !== undefined) return { ok: false, reason: 'draft-open', sequence };
  const draft = {
    ...{ id: ids.next(), workspaceId, memberId: actor.id, revision: 1 },
    edits: { sequenceId: sequence.id, baseVersionId: version.id },
    definition: { ...toSequenceFile(definition) },
  };
  await tables.drafts.create(draft, now);
  await askManagers(context, actor, { draft, sequence, finished: 'continue', numbers, asked });
  return { ok: false, reason: 'asked', sequenceName: sequence.name, ...counts, asked };
}

/** How many it concerns where that takes another manager's yes, and who could give it; null where it does not. */
export async function promotionOfMany(
  { tables, now, settings }: Pick<Parameters<typeof askToPromote>[0], 'tables' | 'now' | 'settings'>,
  by: Pick<Member, 'id' | 'workspaceId'>,
  { version, definition }: VariantAlone,
) {
  const workspace = await tables.workspaces.byId(by.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${by.workspaceId}`);
  const asked = await whoMayAllow(tables, by, settings);
  if (asked.length === 0) return null;
  const { numbers } = await summarizeEdit(tables, workspace, version, definition, now);
  const people = concerned(numbers, 'continue');
  const limit = workspace.approvalLimit;
  return people > limit ? { people, limit, asked, numbers } : null;
}
