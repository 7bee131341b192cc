import type { KnownBlock } from '@slack/types';
import type { ShownDigest } from '../../app/posting/shown.js';
import { shortTime } from '../../app/shown/clocks.js';
import { actionIds } from '../action-ids.js';
import { actions, button, context, type Drawn, divider, header, section } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';
import { andMore, bold, escaped, oneLine } from './text.js';

/** Title, span, buttons and the note on what was left out. */
const otherBlocks = 5;
const lineLength = 280;

/** A digest: what needs a person first, as the use case ordered it. Its lines are plain texts. */
export function digestMessage(digest: ShownDigest): Drawn {
  const span = `${shortTime(digest.from, digest.zone)} to ${shortTime(digest.to, digest.zone)} (${escaped(digest.zone)})`;
  const late =
    digest.lateFrom === null
      ? null
      : `:hourglass: This comes late: it was due ${shortTime(digest.lateFrom, digest.zone)}.`;
  const sections = digest.sections.filter((one) => one.lines.length > 0);
  const most = Math.floor((SLACK_LIMITS.messageBlocks - otherBlocks) / 2);
  const title = oneLine(digest.title) || 'Digest';
  return {
    text: sections.length === 0 ? `${escaped(title, 200)}: nothing to report` : escaped(title, 200),
    blocks: [
      header(title),
      ...context(span, late),
      ...(sections.length === 0 ? [section('Nothing to report.')] : []),
      ...sections.slice(0, most).flatMap((one, index) => digestSection(one, index > 0)),
      ...context(andMore(sections.length - most)),
      ...actions('digest', [
        button(actionIds.show.tasks, 'My tasks', 'digest'),
        button(actionIds.show.today, 'What goes out today', 'digest'),
      ]),
    ],
  };
}

function digestSection(one: ShownDigest['sections'][number], divided: boolean): KnownBlock[] {
  const title = bold(one.title, 150);
  const kept: string[] = [];
  let length = title.length;
  for (const line of one.lines) {
    const bullet = `•  ${escaped(oneLine(line), lineLength)}`;
    // Room for the note that says how many were left out.
    if (length + bullet.length + 1 > SLACK_LIMITS.sectionText - 40) break;
    kept.push(bullet);
    length += bullet.length + 1;
  }
  const more = andMore(one.lines.length - kept.length);
  return [...(divided ? [divider] : []), section([title, ...kept, more].filter((line) => line !== '').join('\n'))];
}
