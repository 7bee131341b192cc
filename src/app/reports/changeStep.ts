import type { DateTime } from 'luxon';
import { concerned, type EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import { toSequenceFile } from '../../domain/sequence/file.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { AppDeps } from '../deps.js';
import type { NotAllowed } from '../enrollments/target.js';
import { refusal } from '../people/refusal.js';
import type { Ids } from '../ports/ids.js';
import type { Tables } from '../ports/store.js';
import type { Member } from '../ports/stores/people.js';
import type { SequenceVersion, StoredSequence } from '../ports/stores/sequences.js';
import { type Carried, type Providers, whatIsCarried } from '../sequences/availability.js';
import { askAboutDraft } from '../sequences/publishEdit.js';
import { publicationRefused, publishLimitMs, publishSequence } from '../sequences/publishSequence.js';
import { summarizeEdit } from '../sequences/summarizeEdit.js';
import { whoMayAllow } from '../sequences/whoMayAllow.js';

/** A sequence in which one step is to be another. */
export interface StepChange {
  readonly sequence: StoredSequence;
  readonly version: SequenceVersion;
  /** As it would be. */
  readonly definition: Sequence;
}

export interface Changing {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly now: DateTime;
  readonly carried: Carried;
}

export type ChangedStep = { readonly ok: true; readonly version: number; readonly takenOver: number } | NotChanged;

export type NotChanged =
  /** What is to be changed is not there any more, or is so already. */
  | { readonly ok: false; readonly reason: 'gone' }
  /** What would be published has a mistake by now (a template was removed): a sentence. */
  | { readonly ok: false; readonly reason: 'invalid'; readonly message: string };

export type AskedToChange =
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

export type StepDeps = Pick<AppDeps, 'store' | 'clock' | 'ids'> &
  Providers & { readonly settings: Pick<AppDeps['settings'], 'admins'> };

/**
 * Changes a step of a live sequence by a manager's word, outside the builder: publishes it at once, or asks the other managers
 * as about any edit where it concerns many. `find` looks for the change, others held off; `note` writes down what it was.
 */
export async function changeByHand<Found extends StepChange, Noted>(
  deps: StepDeps & Pick<AppDeps, 'poke'>,
  actor: Member,
  change: {
    readonly find: (tables: Tables) => Promise<Found | null>;
    readonly note: (context: Changing, found: Found, version: number) => Promise<Noted>;
  },
): Promise<(Extract<ChangedStep, { ok: true }> & Noted) | NotChanged | AskedToChange | NotAllowed> {
  const refused = refusal(actor, 'build-sequence', true);
  if (refused !== null) return refused;
  const now = await deps.clock.now();
  const { ids, settings } = deps;
  const carried = await whatIsCarried(deps);
  const outcome = await deps.store.transact(
    async (tables) => {
      await tables.workspaces.lock(actor.workspaceId);
      const found = await change.find(tables);
      if (found === null) return gone;
      const context = { tables, ids, now, carried };
      const asked = await askWhereMany({ ...context, settings }, actor, found);
      if (asked !== null) return asked;
      const changed = await publishChange(context, actor, found);
      return changed.ok ? { ...changed, ...(await change.note(context, found, changed.version)) } : changed;
    },
    { limitMs: publishLimitMs },
  );
  deps.poke();
  return outcome;
}

const gone = { ok: false, reason: 'gone' } as const;

/** Publishes a change in the transaction it is given; `by.id` null: the program. Poke after the commit. */
export async function publishChange(
  context: Changing,
  { workspaceId, id: publishedById }: { readonly workspaceId: string; readonly id: string | null },
  { sequence, definition }: StepChange,
): Promise<ChangedStep> {
  const as = { sequenceId: sequence.id };
  const published = await publishSequence(context, { workspaceId, definition, publishedById, as });
  if (!published.ok && published.reason === 'invalid') {
    return { ok: false, reason: 'invalid', message: published.problems.map(({ message }) => message).join('; ') };
  }
  return published.ok ? { ok: true, version: published.version, takenOver: published.takenOver } : gone;
}

/**
 * Where a change concerns more than the limit and there is another manager, it becomes a draft of the actor's that the others
 * are asked about. Null where it may be published at once, or cannot be published at all.
 */
async function askWhereMany(
  context: Changing & Pick<StepDeps, 'settings'>,
  actor: Member,
  change: StepChange,
): Promise<AskedToChange | null> {
  const { tables, ids, now } = context;
  const { sequence, version, definition } = change;
  const { workspaceId } = actor;
  const publication = { workspaceId, definition, publishedById: actor.id, as: { sequenceId: sequence.id } };
  if ((await publicationRefused(context, publication)) !== null) return null;
  const many = await changeOfMany(context, actor, change);
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
  await askAboutDraft(context, actor, { draft, sequence }, { finished: 'continue', numbers, asked });
  return { ok: false, reason: 'asked', sequenceName: sequence.name, ...counts, asked };
}

/** How many it concerns where that takes another manager's yes, and who could give it; null where it does not. */
export async function changeOfMany(
  { tables, now, settings }: Pick<Changing, 'tables' | 'now'> & Pick<StepDeps, 'settings'>,
  by: Pick<Member, 'id' | 'workspaceId'>,
  { version, definition }: StepChange,
): Promise<{ people: number; limit: number; asked: readonly Member[]; numbers: EditNumbers } | null> {
  const workspace = await tables.workspaces.byId(by.workspaceId);
  if (workspace === null) throw new Error(`there is no workspace ${by.workspaceId}`);
  const asked = await whoMayAllow(tables, by, settings);
  if (asked.length === 0) return null;
  const { numbers } = await summarizeEdit(tables, workspace, version, definition, now);
  const people = concerned(numbers, 'continue');
  const limit = workspace.approvalLimit;
  return people > limit ? { people, limit, asked, numbers } : null;
}
