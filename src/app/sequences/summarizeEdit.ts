import type { DateTime } from 'luxon';
import { type EditEffect, editOf, effectOfEdit } from '../../domain/enrollment/edit-effect.js';
import type { EditNumbers } from '../../domain/enrollment/edit-numbers.js';
import { publish } from '../../domain/enrollment/publish.js';
import type { Sequence } from '../../domain/sequence/sequence.js';
import type { StepId } from '../../domain/steps/step-kind.js';
import { plansOf } from '../enrollments/planOf.js';
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

/** People who are read together: a few statements each time, and no more memory than they take. */
const pageSize = 10_000;

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
    for (const { effect, people } of effects) tally.add(effect, people);
  }
  return tally.summary();
}

/**
 * What something that comes new to nobody at the end does to the others, in numbers: read until more than `most` are affected,
 * who are as many as the answer then has to be.
 */
export async function numbersUpTo(tables: Read, edited: Omit<Edited, 'status'>, most: number): Promise<EditNumbers> {
  const tally = newTally(edited.current.definition, edited.after);
  for await (const effects of effectsOf(tables, { ...edited, status: 'active' })) {
    for (const { effect, people } of effects) tally.add(effect, people);
    const { numbers } = tally.summary();
    if (numbers.affected > most) return numbers;
  }
  return tally.summary().numbers;
}

interface Edited {
  readonly workspace: Workspace;
  readonly current: SequenceVersion;
  readonly after: Sequence;
  readonly now: DateTime;
  readonly status: 'open' | 'active';
}

/** What an edit does to so many people. */
interface EffectOnPeople {
  readonly effect: EditEffect;
  readonly people: number;
}

/** What it would do to all of them, a page at a time: those of whom it makes the same are worked out once. */
async function* effectsOf(
  tables: Read,
  { workspace, current, after, now, status }: Edited,
): AsyncGenerator<readonly EffectOnPeople[]> {
  const { sequenceId, definition } = current;
  const edit = editOf(definition, after);
  const pages = { sequenceId, status, apart: definition.type === 'date', limit: pageSize };
  let last: string | null = null;
  do {
    const page = await tables.enrollments.alike({ ...pages, after: last });
    const contactIds = page.alike.map(({ contactId }) => contactId);
    const planIn = await plansOf(tables, workspace, { type: definition.type, contactIds });
    const versions = new Map((await versionsOf(tables, page.alike)).map((version) => [version.id, version]));
    yield page.alike.map(({ contactId, sequenceVersionId, progress, people }) => {
      const oldPlan = planIn(versions.get(sequenceVersionId) ?? current, contactId);
      const newPlan = planIn({ definition: after }, contactId);
      return { effect: effectOfEdit(edit, progress, publish(oldPlan, newPlan, progress, now).progress), people };
    });
    last = page.last;
  } while (last !== null);
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
    add(effect: EditEffect, people: number) {
      count.people += people;
      if (effect.closesTask) count.tasks += people;
      if (effect.past.length > 0) count.past += people;
      for (const id of effect.past) past.set(id, (past.get(id) ?? 0) + people);
      if (effect.wasFinished) {
        count.finished += people;
        into(groups.finished, effect, people);
        return;
      }
      if (effect.isAffected) count.affected += people;
      if (effect.lost !== null) {
        count.lost += people;
        lost.set(effect.lost, (lost.get(effect.lost) ?? 0) + people);
      }
      if (effect.kind === 'end') count.ended += people;
      if (effect.kind === 'next' || effect.kind === 'time') {
        count[effect.kind] += people;
        into(groups[effect.kind], effect, people);
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

function into(groups: Map<StepId, StepGroup>, { next }: EditEffect, people: number): void {
  if (next === null) return;
  const { stepId, at } = next;
  const { people: before, first, last } = groups.get(stepId) ?? { people: 0, first: at, last: at };
  const [earlier, later] = [at < first ? at : first, at > last ? at : last];
  groups.set(stepId, { stepId, people: before + people, first: earlier, last: later });
}

function inOrder({ steps }: Sequence, groups: ReadonlyMap<StepId, StepGroup>): StepGroup[] {
  return steps.flatMap(({ id }) => groups.get(id) ?? []);
}

function countOf(counts: ReadonlyMap<StepId, number>, stepId: StepId) {
  const people = counts.get(stepId);
  return people === undefined ? [] : [{ stepId, people }];
}
