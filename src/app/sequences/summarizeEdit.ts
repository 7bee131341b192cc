import type { DateTime } from 'luxon';
import { type EditEffect, editOf, effectOfEdit } from '../../domain/enrollment/edit-effect.js';
import type { EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import { publish } from '../../domain/enrollment/publish.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { StepId } from '../../domain/steps/step-kind.js';
import { planOf } from '../enrollments/planOf.js';
import type { Tables } from '../ports/store.js';
import type { Workspace } from '../ports/stores/people.js';
import type { SequenceVersion } from '../ports/stores/sequences.js';
import { versionsOf } from './takeOverEnrollments.js';

/** People whom an edit brings to one step, and when: the first and the last of them. */
export interface StepGroup {
  readonly stepId: StepId;
  readonly people: number;
  readonly first: DateTime;
  readonly last: DateTime;
}

/** What publishing an edit does to the people in it. */
export interface EditSummary {
  readonly numbers: EditNumbers;
  /** Whom the edit gives another next step, by that step in the list's order; those at the end apart. */
  readonly next: readonly StepGroup[];
  readonly time: readonly StepGroup[];
  /** Those at the end to whom steps come new. */
  readonly finished: readonly StepGroup[];
  readonly lost: readonly { readonly stepId: StepId; readonly people: number }[];
  readonly past: readonly { readonly stepId: StepId; readonly people: number }[];
}

const batchSize = 500;

type Read = Pick<Tables, 'enrollments' | 'contacts' | 'sequences'>;

/** Works out what publishing would do to everybody in a sequence, and changes nothing. */
export async function summarizeEdit(
  tables: Read,
  workspace: Workspace,
  current: SequenceVersion,
  after: Sequence,
  now: DateTime,
): Promise<EditSummary> {
  const tally = newTally(current.definition, after);
  for await (const effects of effectsOf(tables, { workspace, current, after, now, status: 'open' })) {
    for (const effect of effects) tally.add(effect);
  }
  return tally.summary();
}

/** Whether something that lies ahead changes for more than so many who are not at the end: read until that many are found. */
export async function concernsMoreThan(tables: Read, edited: Omit<Edited, 'status'>, most: number): Promise<boolean> {
  let affected = 0;
  for await (const effects of effectsOf(tables, { ...edited, status: 'active' })) {
    affected += effects.filter(({ isAffected }) => isAffected).length;
    if (affected > most) return true;
  }
  return false;
}

interface Edited {
  readonly workspace: Workspace;
  readonly current: SequenceVersion;
  readonly after: Sequence;
  readonly now: DateTime;
  readonly status: 'open' | 'active';
}

/** What it would do to each, a page at a time. */
async function* effectsOf(
  tables: Read,
  { workspace, current, after, now, status }: Edited,
): AsyncGenerator<readonly EditEffect[]> {
  const filter = { workspaceId: workspace.id, sequenceId: current.sequenceId, status };
  const edit = editOf(current.definition, after);
  let last: string | undefined;
  for (;;) {
    const page = { limit: batchSize, ...(last === undefined ? {} : { after: last }) };
    const enrollments = await tables.enrollments.find(filter, page);
    if (enrollments.length === 0) return;
    const contacts = await tables.contacts.byIds(enrollments.map(({ contactId }) => contactId));
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    const versions = new Map((await versionsOf(tables, enrollments)).map((version) => [version.id, version]));
    yield enrollments.map(({ contactId, sequenceVersionId, progress }) => {
      const contact = byId.get(contactId) ?? null;
      const oldPlan = planOf(versions.get(sequenceVersionId) ?? current, workspace, contact);
      const newPlan = planOf({ definition: after }, workspace, contact);
      return effectOfEdit(edit, progress, publish(oldPlan, newPlan, progress, now).progress);
    });
    last = enrollments.at(-1)?.id;
  }
}

function newTally(before: Sequence, after: Sequence) {
  const count = { people: 0, affected: 0, next: 0, time: 0, ended: 0, lost: 0, past: 0, finished: 0, tasks: 0 };
  const groups = { next: new Map<StepId, StepGroup>(), time: new Map(), finished: new Map() } satisfies Record<
    string,
    Map<StepId, StepGroup>
  >;
  const lost = new Map<StepId, number>();
  const past = new Map<StepId, number>();
  return {
    add(effect: EditEffect) {
      count.people += 1;
      if (effect.closesTask) count.tasks += 1;
      if (effect.past.length > 0) count.past += 1;
      for (const id of effect.past) past.set(id, (past.get(id) ?? 0) + 1);
      if (effect.wasFinished) {
        count.finished += 1;
        into(groups.finished, effect);
        return;
      }
      if (effect.isAffected) count.affected += 1;
      if (effect.lost !== null) {
        count.lost += 1;
        lost.set(effect.lost, (lost.get(effect.lost) ?? 0) + 1);
      }
      if (effect.kind === 'end') count.ended += 1;
      if (effect.kind === 'next' || effect.kind === 'time') {
        count[effect.kind] += 1;
        into(groups[effect.kind], effect);
      }
    },
    summary: (): EditSummary => ({
      numbers: count,
      next: inOrder(after, groups.next),
      time: inOrder(after, groups.time),
      finished: inOrder(after, groups.finished),
      lost: before.steps.flatMap(({ id }) => countOf(lost, id)),
      past: after.steps.flatMap(({ id }) => countOf(past, id)),
    }),
  };
}

function into(groups: Map<StepId, StepGroup>, { next }: EditEffect): void {
  if (next === null) return;
  const { stepId, at } = next;
  const group = groups.get(stepId) ?? { stepId, people: 0, first: at, last: at };
  const [first, last] = [at < group.first ? at : group.first, at > group.last ? at : group.last];
  groups.set(stepId, { stepId, people: group.people + 1, first, last });
}

function inOrder({ steps }: Sequence, groups: ReadonlyMap<StepId, StepGroup>): StepGroup[] {
  return steps.flatMap(({ id }) => groups.get(id) ?? []);
}

function countOf(counts: ReadonlyMap<StepId, number>, stepId: StepId) {
  const people = counts.get(stepId);
  return people === undefined ? [] : [{ stepId, people }];
}
