import type { HomeView, KnownBlock } from '@slack/types';
import { shortTime } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownState } from '../../app/shown/enrollments.js';
import { homePage, type ShownHome } from '../../app/shown/home.js';
import { actionIds, numbered } from '../action-ids.js';
import { actions, button, context, divider, header, home, section } from './blocks.js';
import { enrollmentLine, stateLabels } from './enrollments.js';
import { homePages, pageButtons } from './paging.js';
import { taskLine } from './task-list.js';
import { andMore, unreadLine } from './text.js';
import { todayBlocks } from './today.js';

const mostTasks = 10;
const mostSends = 15;
const stateOrder: readonly ShownState[] = ['held', 'waiting', 'running', 'paused', 'completed', 'exited'];

/** The App Home: what to do, what goes out, who is where; each with its buttons. */
export function homeView(shown: ShownHome, { command }: { readonly command: string }): HomeView {
  return home([
    ...actions('home', [
      button(actionIds.enroll.open, 'Enroll a contact', 'home', { style: 'primary' }),
      shown.isPaused
        ? button(actionIds.home.resumeMe, 'Resume my enrollments', 'me')
        : button(actionIds.home.pauseMe, 'Pause my enrollments…', 'me'),
      button(actionIds.show.help, 'Help', 'home'),
    ]),
    ...(shown.isPaused
      ? [section(`:double_vertical_bar: *You are paused.* Nothing of yours goes out ${untilWhen(shown)}.`)]
      : []),
    ...taskBlocks(shown),
    divider,
    header('What goes out today'),
    ...todayBlocks(shown.today, mostSends),
    divider,
    ...enrollmentBlocks(shown, command),
  ]);
}

function untilWhen({ pausedUntil, zone }: ShownHome): string {
  return pausedUntil === null ? 'until you resume' : `until ${shortTime(pausedUntil, zone)}, or until you resume`;
}

function taskBlocks({ tasks }: ShownHome): KnownBlock[] {
  const { total, overdue } = tasks;
  const shown = tasks.tasks.slice(0, mostTasks);
  const title = total === 0 ? 'Your tasks' : `Your ${counted(total, 'open task')}`;
  return [
    header(`${title}${overdue > 0 ? `, ${overdue} overdue` : ''}`),
    ...(total === 0 && tasks.unread === null ? [section('No open tasks. :tada:')] : []),
    ...shown.map((task) => taskLine(task, tasks)),
    ...(total > shown.length
      ? [section(andMore(total - shown.length), button(actionIds.home.tasks, 'Show all', 'me'))]
      : []),
    ...context(unreadLine(tasks.unread)),
  ];
}

function enrollmentBlocks({ enrollments }: ShownHome, command: string): KnownBlock[] {
  const { counts, state, list, page, unread } = enrollments;
  const total = stateOrder.reduce((sum, one) => sum + counts[one], 0);
  const title = header('Your contacts');
  if (total === 0) {
    return [title, section(`Nobody yet. Enroll somebody here, or type \`${command} enroll ada@example.com in …\`.`)];
  }
  const states = stateOrder.filter((one) => counts[one] > 0);
  const tabs = states.map((one, index) =>
    button(numbered(actionIds.home.state, index), `${stateLabels[one].label} ${counts[one]}`, one, {
      style: one === state ? 'primary' : undefined,
    }),
  );
  const pages = Math.ceil(counts[state] / homePage);
  const shown = { items: list, page, pages, first: page * homePage, total: counts[state] };
  return [
    title,
    ...actions('home.states', tabs),
    ...list.map(enrollmentLine),
    ...context(unreadLine(unread)),
    ...pageButtons(shown, state, homePages),
  ];
}
