import { z } from 'zod';
import { audit } from '../audit.js';
import type { NotAllowed } from '../enrollments/target.js';
import { refusal } from '../people/refusal.js';
import type { Member } from '../ports/stores/people.js';
import type { TaskDeps } from './lockTask.js';
import { reassignTask } from './reassignTask.js';

export type HandedOver =
  | {
      readonly ok: true;
      /** Tasks that are somebody else's now. */
      readonly moved: number;
      /** What comes up for them goes there too, until they are back. */
      readonly standsIn: boolean;
      readonly from: Member;
      readonly to: Member;
      /** What {@link takeBackTasks} goes by. */
      readonly auditId: string;
    }
  | NotAllowed
  /** One of the two is not here, or both are one. */
  | { readonly ok: false; readonly reason: 'not-a-member' | 'same-person' }
  | { readonly ok: false; readonly reason: 'gone' };

const detail = z.object({ from: z.string(), to: z.string(), tasks: z.array(z.string()) });

/**
 * Gives all open tasks of somebody to a colleague, one by one, as {@link reassignTask} does. While they are away (paused), the
 * colleague stands in: tasks that come up for them go there too, and what is still open by the end of the pause comes back.
 */
export async function handOverTasks(
  deps: TaskDeps,
  input: { readonly actor: Member; readonly from: string; readonly to: string },
): Promise<HandedOver> {
  const { actor } = input;
  const { workspaceId } = actor;
  const refused = refusal(actor, 'act-on-task', input.from === actor.id);
  if (refused !== null) return refused;
  const { members, tasks } = deps.store.read;
  const [from, to] = await Promise.all([members.byId(input.from), members.byId(input.to)]);
  if (from?.workspaceId !== workspaceId || to?.workspaceId !== workspaceId || to.isRefused) {
    return { ok: false, reason: 'not-a-member' };
  }
  if (from.id === to.id) return { ok: false, reason: 'same-person' };
  const open = await tasks.find({ workspaceId, assigneeId: from.id, state: 'open' });
  const standsIn = (await members.pausedSince(from.id)) !== null;
  if (standsIn) await members.setStandIn(from.id, to.id);
  const taskIds = open.map(({ id }) => id);
  const moved = await move(deps, { actor, from, to, taskIds, ...(standsIn ? { standsInFor: from.id } : {}) });
  return { ...moved, standsIn };
}

/** The way back: those that are still open, and still with whom they were given to. Nobody stands in any more. */
export async function takeBackTasks(
  deps: TaskDeps,
  { actor, auditId }: { readonly actor: Member; readonly auditId: string },
): Promise<HandedOver> {
  const { members, tasks } = deps.store.read;
  const entry = await deps.store.read.audit.byId(auditId);
  const parsed = detail.safeParse(entry?.detail);
  if (entry?.workspaceId !== actor.workspaceId || !parsed.success) return { ok: false, reason: 'gone' };
  const refused = refusal(actor, 'act-on-task', parsed.data.from === actor.id);
  if (refused !== null) return refused;
  const [from, to] = await Promise.all([members.byId(parsed.data.to), members.byId(parsed.data.from)]);
  if (from === null || to === null) return { ok: false, reason: 'not-a-member' };
  const still = (await tasks.byIds(parsed.data.tasks)).filter(
    ({ state, assigneeId }) => state === 'open' && assigneeId === from.id,
  );
  await members.setStandIn(to.id, null);
  return { ...(await move(deps, { actor, from, to, taskIds: still.map(({ id }) => id) })), standsIn: false };
}

async function move(
  deps: TaskDeps,
  given: {
    readonly actor: Member;
    readonly from: Member;
    readonly to: Member;
    readonly taskIds: readonly string[];
    readonly standsInFor?: string;
  },
) {
  const { actor, from, to, taskIds, ...standing } = given;
  const moved: string[] = [];
  for (const taskId of taskIds) {
    const outcome = await reassignTask(deps, { actor, taskId, to: to.id, ...standing });
    if (outcome.ok) moved.push(taskId);
  }
  const now = await deps.clock.now();
  const auditId = await deps.store.transact((tables) =>
    audit({ tables, ids: deps.ids, now }, actor, {
      action: 'tasks.hand-over',
      subject: from.name,
      detail: { from: from.id, to: to.id, tasks: moved },
    }),
  );
  return { ok: true, moved: moved.length, from, to, auditId } as const;
}
