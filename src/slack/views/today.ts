import type { KnownBlock } from '@slack/types';
import { otherReading, timeOnBoth } from '../../app/shown/clocks.js';
import { counted } from '../../app/shown/counted.js';
import type { ShownSend, ShownToday } from '../../app/shown/enrollments.js';
import { context, type Drawn, header, section } from './blocks.js';
import { contactName } from './enrollments.js';
import { SLACK_LIMITS } from './limits.js';
import { andMore, clockTime, day, escaped, oneLine, unreadLine } from './text.js';

/** The answer to `today`. */
export function todayMessage(today: ShownToday): Drawn {
  const date = day(today.now, today.zone);
  return {
    text: `What goes out today, ${date}: ${counted(today.total, 'step')}`,
    blocks: [header(`What goes out today, ${date}`), ...todayBlocks(today, 60)],
  };
}

/** What goes out, held ones first: they are what somebody can do something about. At most `most` lines. */
export function todayBlocks(today: ShownToday, most: number): KnownBlock[] {
  const stopped =
    today.stopped === null ? [] : [section(`:double_vertical_bar: ${escaped(oneLine(today.stopped), 300)}`)];
  if (today.sends.length === 0) {
    const nothing =
      today.unread === null ? 'Nothing of yours goes out today.' : 'Nothing that can be shown goes out today.';
    return [...stopped, section(nothing), ...context(nextSend(today), unreadLine(today.unread))];
  }
  const held = today.sends.filter((send) => send.state === 'held');
  const others = today.sends.filter((send) => send.state !== 'held');
  const shown = [...held, ...others].slice(0, most);
  return [
    ...stopped,
    ...lines(
      shown.filter((send) => send.state === 'held'),
      today.zone,
      '*Held, waiting for somebody*',
    ),
    ...lines(
      shown.filter((send) => send.state !== 'held'),
      today.zone,
      held.length > 0 ? '*Everything else*' : null,
    ),
    ...context(andMore(Math.max(today.total, today.sends.length) - shown.length), unreadLine(today.unread)),
  ];
}

function nextSend({ next, zone, now }: ShownToday): string | null {
  if (next === null) return null;
  const what = `${escaped(oneLine(next.what), 150)} ${contactName(next.contact, 120)}`;
  return `Next: ${what}, ${timeOnBoth(next.at, zone, next.rulesZone, now)}`;
}

/** As many sections as the lines take. */
function lines(sends: readonly ShownSend[], zone: string, title: string | null): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let text = title ?? '';
  for (const send of sends) {
    const line = sendLine(send, zone);
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

function sendLine(send: ShownSend, zone: string): string {
  // The mark says that it is paused.
  const reason = send.reason === null || send.reason === send.state ? '' : ` (${escaped(oneLine(send.reason), 150)})`;
  const what = `${escaped(oneLine(send.what), 150)} ${contactName(send.contact, 120)}`;
  const there = otherReading(send.at, zone, send.rulesZone);
  return `\`${clockTime(send.at, zone)}\`  ${marks[send.state]}${what}${there}${reason}`;
}
