import type { DateTime } from 'luxon';
import type { Notice } from '../notices.js';
import type { Tables } from '../ports/store.js';
import { timeOnBoth } from '../shown/clocks.js';
import { readerZone } from '../shown/readerZone.js';
import { stepNamed } from '../shown/stepNames.js';
import { taskLine, withSnapshots } from '../tasks/taskLine.js';
import type { ShownNotice } from './shown.js';

/** Tasks that one message names. */
const listed = 5;

/** Those of the overdue tasks that are still open and still theirs; null where none is: nothing is said then. */
export async function showOverdue(
  tables: Tables,
  { memberId, taskIds }: Extract<Notice, { kind: 'overdue' }>,
  now: DateTime,
): Promise<ShownNotice | null> {
  const found = (await tables.tasks.byIds(taskIds)).filter(
    ({ state, assigneeId }) => state === 'open' && assigneeId === memberId,
  );
  const tasks = await withSnapshots(tables, found);
  const member = await tables.members.byId(memberId);
  if (tasks.length === 0 || member === null) return null;
  const workspace = await tables.workspaces.byId(member.workspaceId);
  const zone = readerZone(member, workspace);
  const lines = tasks
    .map(({ task, snapshot }) => taskLine(task, snapshot, now))
    .sort((a, b) => (a.dueAt?.toMillis() ?? 0) - (b.dueAt?.toMillis() ?? 0));
  const shown = lines.slice(0, listed);
  const more = lines.length - shown.length;
  return {
    title: lines.length === 1 ? 'A task of yours is overdue' : `${lines.length} tasks of yours are overdue`,
    text: [
      ...shown.map(({ stepName, title, contact, sequenceName, dueAt, rulesZone }) => {
        const due = dueAt === null ? '' : `, due ${timeOnBoth(dueAt, zone, rulesZone, now)}`;
        return `• ${stepNamed(stepName, title)} for ${contact.name} in ${sequenceName}${due}`;
      }),
      ...(more > 0 ? [`…and ${more} more`] : []),
    ].join('\n'),
    buttons: [
      ...shown.map(({ id, title }) => ({ action: 'open-task', label: `Open: ${title}`, value: id }) as const),
      ...(lines.length > 1 ? [{ action: 'tasks', label: 'Show all my tasks', value: 'me' } as const] : []),
    ],
  };
}
