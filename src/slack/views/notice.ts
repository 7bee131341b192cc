import type { KnownBlock } from '@slack/types';
import type { NoticeButton, ShownNotice } from '../../app/posting/shown.js';
import { actionIds, numbered } from '../action-ids.js';
import { actions, button, type Drawn, section } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';
import { andMore, bold, escaped, oneLine } from './text.js';

const actionOf = {
  'resolve-uncertain': actionIds.notice.resolveUncertain,
  'resolve-failed': actionIds.notice.resolveFailed,
  'open-contact': actionIds.notice.openContact,
  'open-task': actionIds.notice.openTask,
  'show-all': actionIds.notice.showAll,
  'retry-held': actionIds.notice.retryHeld,
  help: actionIds.show.help,
  'import-file': actionIds.file.import,
  tasks: actionIds.show.tasks,
  'take-back-promotion': actionIds.report.takeBack,
  'decide-publish': actionIds.notice.decidePublish,
} as const satisfies Record<NoticeButton['action'], string>;

const mostButtons = 2 * SLACK_LIMITS.actionsElements;

/** A notice, whose texts are plain, with its buttons; more than 50 of them are named as left out. */
export function noticeMessage(notice: ShownNotice): Drawn {
  const shown = notice.buttons.slice(0, mostButtons);
  const left = andMore(notice.buttons.length - shown.length);
  return {
    text: escaped(oneLine(notice.title), 300) || 'Drumbeat',
    blocks: [
      section(bold(notice.title, 300)),
      ...paragraphs(notice.text),
      ...buttonRows(shown),
      ...(left === '' ? [] : [section(left)]),
    ],
  };
}

/** A long text in as many sections as it takes, cut between lines where that is possible; ten at most. */
function paragraphs(text: string): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let part = '';
  const flush = () => {
    if (part.trim() !== '' && blocks.length < 10) blocks.push(section(part.trim()));
    part = '';
  };
  for (const line of text.split('\n')) {
    const kept = escaped(line, SLACK_LIMITS.sectionText - 1);
    if (part.length + kept.length + 1 > SLACK_LIMITS.sectionText) flush();
    part += `${kept}\n`;
  }
  flush();
  return blocks;
}

function buttonRows(buttons: readonly NoticeButton[]): KnownBlock[] {
  const rows: KnownBlock[] = [];
  for (let start = 0; start < buttons.length; start += SLACK_LIMITS.actionsElements) {
    const row = buttons.slice(start, start + SLACK_LIMITS.actionsElements);
    rows.push(
      ...actions(
        null,
        row.map((one, index) =>
          button(numbered(actionOf[one.action], start + index), one.label, one.value, { style: one.style }),
        ),
      ),
    );
  }
  return rows;
}
