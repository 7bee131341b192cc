import type { KnownBlock } from '@slack/types';
import { shortTime, timeOnBoth } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownTaskLine, ShownTaskList } from '../../app/shown/tasks.js';
import { actionIds, choiceValue } from '../action-ids.js';
import { context, type Drawn, header, option, overflow, section } from './blocks.js';
import { contactName } from './enrollments.js';
import { pageButtons, pageOf } from './paging.js';
import { whence } from './task-end.js';
import { bold, caption, unreadLine } from './text.js';

const pageSize = 15;

/** The answer to `tasks`; `page` counts from 0. */
export function taskListMessage(list: ShownTaskList, page = 0): Drawn {
  const overdue = list.tasks.filter((task) => task.overdue).length;
  const title = `${counted(list.tasks.length, 'open task')}${overdue > 0 ? `, ${overdue} overdue` : ''}`;
  if (list.tasks.length === 0) {
    const unread = unreadLine(list.unread);
    return { text: unread ?? 'No open tasks', blocks: [section(unread ?? 'No open tasks. :tada:')] };
  }
  const shown = pageOf(list.tasks, page, pageSize);
  return {
    text: title,
    blocks: [
      header(title),
      ...shown.items.map((task) => taskLine(task, list)),
      ...context(unreadLine(list.unread)),
      ...pageButtons(shown, 'tasks'),
    ],
  };
}

const typeLabels: Readonly<Record<ShownTaskLine['type'], string>> = {
  call: 'Call',
  linkedin: 'LinkedIn',
  email: 'Email',
  todo: 'To do',
};

/** One task with its menu. With `now`, times of another year have their year. */
export function taskLine(
  task: ShownTaskLine,
  { zone, now }: { readonly zone: string; readonly now?: ShownTaskList['now'] },
): KnownBlock {
  const due = task.dueAt === null ? null : timeOnBoth(task.dueAt, zone, task.rulesZone, now);
  const when = task.overdue && due !== null ? `:red_circle: *overdue* since ${due}` : due && `due ${due}`;
  const snoozed = task.snoozedUntil && `snoozed until ${shortTime(task.snoozedUntil, zone, now)}`;
  const text = `${bold(task.title, 200)}\n${contactName(task.contact, 150)}\n${caption(typeLabels[task.type], when, snoozed, whence(task))}`;
  return section(text, overflow(actionIds.task.more, taskOptions(task)));
}

/** What a call came to, or what is done most; a menu has room for five, so the last one opens the task with all there is. */
function taskOptions({ id, type }: ShownTaskLine) {
  const often =
    type === 'call'
      ? [
          option('Connected', choiceValue('connected', id)),
          option('Voicemail', choiceValue('voicemail', id)),
          option('No answer', choiceValue('no-answer', id)),
          option('Wrong number', choiceValue('wrong-number', id)),
        ]
      : [
          option('Done', choiceValue('done', id)),
          option('Snooze until tomorrow, 9:00', choiceValue('tomorrow', id)),
          option('Skip', choiceValue('skip', id)),
          option('They replied', choiceValue('replied', id)),
        ];
  return [...often, option('More…', choiceValue('open', id))];
}
