import type { KnownBlock } from '@slack/types';
import type { ShownTaskPosts } from '../../app/posting/shown.js';
import { counted } from '../../app/shown/counted.js';
import { actionIds } from '../action-ids.js';
import { button, type Drawn, header, section } from './blocks.js';
import { closedBlocks, passedLine } from './task-end.js';
import { taskLine } from './task-list.js';
import { andMore, bold, escaped, oneLine } from './text.js';

type ListedTask = ShownTaskPosts['tasks'][number];

/** Lines of one message: a closed one takes two blocks. */
const mostLines = 23;
const mostNamed = 3;

/** The tasks that came for somebody at once, in one message: each line has its menu until its task is closed. */
export function taskPostsMessage({ tasks, zone }: ShownTaskPosts): Drawn {
  const open = tasks.filter(isLive);
  const left = tasks.length - mostLines;
  // What can still be done comes before what is over, where there is no room for both.
  const shown = new Set([...open, ...tasks.filter((task) => !isLive(task))].slice(0, mostLines));
  return {
    text: open.length === 0 ? `${counted(tasks.length, 'task')}: nothing left to do` : summary(open),
    blocks: [
      header(title(tasks.length, open.length)),
      ...tasks.filter((task) => shown.has(task)).flatMap((task) => lineOf(task, zone)),
      ...(left > 0 ? [section(andMore(left), button(actionIds.show.tasks, 'Show all my tasks', 'me'))] : []),
    ],
  };
}

function isLive({ state, standing }: ListedTask): boolean {
  return state === 'open' && standing.kind === 'live';
}

function title(all: number, open: number): string {
  return open === all ? counted(all, 'task') : `${counted(all, 'task')}, ${open} open`;
}

/** `7 tasks: Call Ada, Call Ben, Call Cy …and 4 more`. */
function summary(open: readonly ListedTask[]): string {
  const names = open.slice(0, mostNamed).map((task) => escaped(oneLine(task.title), 100));
  return `${counted(open.length, 'task')}: ${names.join(', ')} ${andMore(open.length - mostNamed)}`.trim();
}

function lineOf(task: ListedTask, zone: string): KnownBlock[] {
  if (task.state !== 'open') return closedBlocks(task, zone);
  const passed = passedLine(task, zone);
  if (passed === null) return [taskLine(task, { zone })];
  return [section(`${bold(task.title, 200)}\n${escaped(oneLine(task.contact.name), 150)}\n${passed}`)];
}
