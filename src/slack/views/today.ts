import type { KnownBlock } from '@slack/types';
import { otherReading, timeOnBoth } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownSend, ShownToday } from '../../app/shown/enrollments.js';
import { actionIds } from '../action-ids.js';
import { actions, button, context, type Drawn, header, section } from './blocks.js';
import { contactName } from './enrollments.js';
import { SLACK_LIMITS } from './limits.js';
import { andMore, clockTime, day, escaped, oneLine, unreadLine } from './text.js';

/** The answer to `today` and `today team`. `offersTeam`: with a button for what everybody's is. */
export function todayMessage(today: ShownToday, { offersTeam = false } = {}): Drawn {
  const date = day(today.now, today.zone);
  const title = `What goes out today${today.of === 'everybody' ? ' from the whole team' : ''}, ${date}`;
  const team = button(actionIds.show.teamToday, 'The whole team’s', 'today');
  return {
    text: `${title}: ${counted(today.total, 'step')}`,
    blocks: [header(title), ...todayBlocks(today, 60), ...actions(null, offersTeam ? [team] : [])],
  };
}

/** What goes out, held ones first: they are what somebody can do something about. At most `most` lines. */
export function todayBlocks(today: ShownToday, most: number): KnownBlock[] {
  const stopped =
    today.stopped === null ? [] : [section(`:double_vertical_bar: ${escaped(oneLine(today.stopped), 300)}`)];
  if (today.sends.length === 0) {
    const whose = today.of === 'everybody' ? 'Nothing of anybody’s' : 'Nothing of yours';
    const nothing = today.unread === null ? whose : 'Nothing that can be shown';
    return [...stopped, section(`${nothing} goes out today.`), ...context(nextSend(today), unreadLine(today.unread))];
  }
  const held = today.sends.filter((send) => send.state === 'held');
  const others = today.sends.filter((send) => send.state !== 'held');
  const shown = [...held, ...others].slice(0, most);
  return [
    ...stopped,
    ...lines(
      shown.filter((send) => send.state === 'held'),
      today,
      '*Held, waiting for somebody*',
    ),
    ...lines(
      shown.filter((send) => send.state !== 'held'),
      today,
      held.length > 0 ? '*Everything else*' : null,
    ),
    ...context(andMore(Math.max(today.total, today.sends.length) - shown.length), unreadLine(today.unread)),
  ];
}

function nextSend(today: ShownToday): string | null {
  const { next, zone, now } = today;
  return next === null
    ? null
    : `Next: ${what(next)}, ${timeOnBoth(next.at, zone, next.rulesZone, now)}${whose(next, today)}`;
}

function what(send: ShownSend): string {
  return `${escaped(oneLine(send.what), 150)} ${contactName(send.contact, 120)}`;
}

/** Among one's own it need not be said. */
function whose({ owner }: ShownSend, { of }: ShownToday): string {
  return of === 'everybody' ? `  ·  ${escaped(oneLine(owner), 60)}` : '';
}

/** As many sections as the lines take. */
function lines(sends: readonly ShownSend[], today: ShownToday, title: string | null): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let text = title ?? '';
  for (const send of sends) {
    const line = sendLine(send, today);
    if (text !== '' && text.length + line.length + 1 > SLACK_LIMITS.sectionText) {
      blocks.push(section(text));
      text = '';
    }
    text += `${text === '' ? '' : '\n'}${line}`;
  }
  return text === '' || sends.length === 0 ? blocks : [...blocks, section(text)];
}

const marks: Readonly<Record<ShownSend['state'], string>> = {
  coming: '',
  sent: ':white_check_mark: ',
  open: ':hourglass_flowing_sand: ',
  late: ':warning: ',
  held: ':warning: ',
  paused: ':double_vertical_bar: ',
};

function sendLine(send: ShownSend, today: ShownToday): string {
  const { zone } = today;
  // The mark says that it is paused.
  const reason = send.reason === null || send.reason === send.state ? '' : ` (${escaped(oneLine(send.reason), 150)})`;
  const there = otherReading(send.at, zone, send.rulesZone);
  return `\`${clockTime(send.at, zone)}\`  ${marks[send.state]}${what(send)}${there}${reason}${whose(send, today)}`;
}
