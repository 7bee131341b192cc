import type { DateTime } from 'luxon';
import { isOutwardKind, outwardKinds } from '../../domain/steps/step.js';
import type { Tables } from '../ports/store.js';
import type { Execution } from '../ports/stores/executions.js';
import type { EventOfContact } from './recordContactEvent.js';
import type { SavingContext } from './saveTransition.js';

/** The step that an answer is to, by enrollment: what was sent, or the last that had gone out by the time that was given. */
export async function answeredSteps(tables: Tables, event: EventOfContact): Promise<ReadonlyMap<string, string>> {
  const { execution, open } = event;
  const at = event.actor === undefined ? null : (event.at ?? null);
  const steps = new Map<string, string>();
  for (const { id } of at === null ? [] : open) {
    const rows = await tables.executions.ofEnrollment(id);
    const before = rows.filter(
      ({ kind, firedAt }) => isOutwardKind(kind) && firedAt !== null && at !== null && firedAt <= at,
    );
    const last = before.at(-1);
    if (last !== undefined) steps.set(id, last.stepId);
  }
  if (execution !== null) steps.set(execution.enrollmentId, execution.stepId);
  return steps;
}

/**
 * One row for each enrollment that it concerns, one of which is attributed to a touch; their source ids. None: all of it is
 * known already, or it concerns none.
 */
export async function addContactEvents(
  { tables, ids, now }: Pick<SavingContext, 'tables' | 'ids' | 'now'>,
  event: EventOfContact,
): Promise<string[]> {
  const { kind, contact, execution, open } = event;
  const touch = await touchOf(tables, event, now);
  const named = execution ?? (event.actor === undefined ? touch : null);
  const concerned = [...new Set([...(named === null ? [] : [named.enrollmentId]), ...open.map(({ id }) => id)])];
  const add = async (enrollmentId: string | null, sourceId: string) => {
    const executionId = enrollmentId !== null && enrollmentId === touch?.enrollmentId ? touch.id : null;
    const whose = { workspaceId: contact.workspaceId, contactId: contact.id, enrollmentId, executionId };
    const happenedAt = event.actor === undefined ? null : (event.at ?? null);
    const isNew = await tables.events.add({ ...whose, id: ids.next(), kind, sourceId, at: now, happenedAt });
    return isNew ? [sourceId] : [];
  };
  if (event.actor !== undefined) {
    const added: string[] = [];
    for (const id of concerned) added.push(...(await add(id, `said:${kind}:${id}`)));
    return added;
  }
  // The first carries the provider's own id, which decides.
  const [first = null, ...others] = concerned;
  const added = await add(first, event.sourceId);
  if (added.length > 0) for (const id of others) await add(id, `${event.sourceId}:${id}`);
  return added;
}

/** What an event answers: what it names, else what left last for this contact, or, by somebody's word, what is open of it. */
async function touchOf(tables: Tables, event: EventOfContact, now: DateTime): Promise<Execution | null> {
  const { execution, contact, open } = event;
  if (execution !== null && isOutwardKind(execution.kind)) return execution;
  const { workspaceId, id: contactId } = contact;
  const looked =
    event.actor === undefined ? await tables.enrollments.ids({ workspaceId, contactId }) : open.map(({ id }) => id);
  const at = event.actor === undefined ? now : (event.at ?? now);
  return tables.executions.lastTouch(looked, outwardKinds, at);
}
