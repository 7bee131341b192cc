import type { KnownBlock } from '@slack/types';
import { counted, listed } from '../../app/shown/counted.js';
import type { ShownReport } from '../../app/shown/report.js';
import { shareOf } from '../../domain/report/figures.js';
import { periodText } from '../../domain/report/period.js';
import type { StepReport, VariantReport } from '../../domain/report/sequence-report.js';
import type { Verdict } from '../../domain/report/split-test.js';
import { actionIds } from '../action-ids.js';
import { actions, button, confirmation, context, type Drawn, divider, header, section } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';
import { leftOver, percent, reportChart, reportLines, reportTable } from './report-table.js';
import { andMore, bold, caption, escaped, linesThatFit, oneLine } from './text.js';

/** Of split tests as many have a section of their own; the table has all. */
const mostTests = 8;

const untoldWords =
  '– is not 0: SendGrid does not tell Drumbeat yet which mails were delivered, opened, clicked or bounced, nor anybody that a meeting was booked.';

export interface ReportMessage {
  readonly report: ShownReport;
  /** Whether the reader may end split tests. */
  readonly mayPromote: boolean;
  /** Buttons that ask for another period. */
  readonly periods: readonly KnownBlock[];
  /** Where Slack draws no chart: whether a picture of it came to the reader's direct messages instead. */
  readonly picture?: 'shared' | 'refused';
}

const pictureWords = {
  shared: 'The chart is in your direct messages with Drumbeat.',
  refused:
    'There is no chart here, and Slack takes no picture of it: ask an admin whether Drumbeat may upload files (`files:write`).',
} as const;

/** The answer to `report`: what there is to decide first, then the chart and the table. */
export function reportMessage({ report, mayPromote, periods, picture }: ReportMessage): Drawn {
  const { name, steps } = report;
  const when = periodWords(report);
  const text = `${escaped(oneLine(name), 150)}: what went out ${when}, and what came of it`;
  const untold = report.hearsOfMails ? null : untoldWords;
  const asked = [header(name), ...context(`What went out ${when}, and what has come of it up to now`, untold)];
  if (steps.every(({ figures }) => figures.reached === 0)) {
    return { text, blocks: [...asked, section(`Nothing went out ${when}.`), ...periods] };
  }
  const tests = steps.filter(({ verdict }) => verdict !== null);
  const { table, left } = reportTable(report);
  const chart = picture === undefined ? reportChart(report) : null;
  const noChart = context(picture === undefined ? null : pictureWords[picture]);
  return {
    text,
    blocks: [
      ...asked,
      ...tests.slice(0, mostTests).flatMap((step) => testBlocks(step, report.sequenceId, mayPromote)),
      ...context(tests.length > mostTests ? `${andMore(tests.length - mostTests)}: see the table.` : null),
      ...tasksBlock(steps),
      ...periods,
    ],
    wide: {
      blocks: [...(chart === null ? [] : [chart]), ...noChart, ...context(leftOver(left)), table],
      instead: [divider, reportLines(report), ...noChart],
    },
  };
}

/** `in the last 30 days`, `from 1 Mar 2026 to 15 Mar 2026`. */
export function periodWords({ period, from, to, zone }: Pick<ShownReport, 'period' | 'from' | 'to' | 'zone'>): string {
  if (period.kind === 'all') return 'since the beginning';
  if (period.kind === 'days') return period.days === 1 ? 'today' : `in the last ${period.days} days`;
  const date = (at: typeof from) => at?.setZone(zone).setLocale('en-GB').toFormat('d LLL yyyy') ?? '';
  const last = to?.minus({ days: 1 }) ?? null;
  return period.from === period.to ? `on ${date(from)}` : `from ${date(from)} to ${date(last)}`;
}

function testBlocks(step: StepReport, sequenceId: string, mayPromote: boolean): KnownBlock[] {
  const { verdict, stepId, label } = step;
  const running = step.variants.filter(({ isRunning }) => isRunning);
  if (verdict === null) return [];
  const results = running.map(({ id, figures: { replied, sent } }) => {
    const share = shareOf(replied, sent);
    return `\`${escaped(id)}\`  ${share === null ? 'not sent yet' : `${percent(share)} replied (${replied} of ${sent})`}`;
  });
  const winner = verdict.kind === 'winner' ? verdict.id : null;
  const offered = running.slice(0, 5);
  return [
    section([`:test_tube: ${bold(label)}`, ...results, verdictWords(verdict, running)].join('\n')),
    ...(mayPromote
      ? actions(
          null,
          offered.map(({ id }, index) =>
            button(
              `${actionIds.report.promote}#${index}`,
              id === winner ? `Promote ${id}` : `Take ${id}`,
              [sequenceId, stepId, id].join('/'),
              {
                style: id === winner ? 'primary' : undefined,
                confirm: confirmation(
                  `Only ${id} from now on?`,
                  `Everybody who comes to “${oneLine(label)}” from now on gets ${id}. A new version is published; nothing that was sent changes.`,
                  `Take ${id}`,
                ),
              },
            ),
          ),
        )
      : []),
  ];
}

/** What can be said of a split test, and what it would take. */
export function verdictWords(verdict: Verdict, running: readonly VariantReport[]): string {
  switch (verdict.kind) {
    case 'not-begun':
      return 'There is nothing to compare before two variants have been sent.';
    case 'winner':
      return `*${escaped(verdict.id)} is better* (${chance(verdict.p)}).`;
    case 'open': {
      const { leader, p, needed } = verdict;
      if (leader === null || p === null || needed === null) return 'No difference so far.';
      const fewest = Math.min(...running.map(({ figures }) => figures.sent));
      const more = needed - fewest;
      const rest =
        more > 0
          ? `If that difference is real, it shows once each was sent ${needed} times: ${more} more.`
          : 'There are too few replies to tell.';
      return `Nobody can tell yet: ${escaped(leader)} leads (${chance(p)}). ${rest}`;
    }
  }
}

function chance(p: number): string {
  return p < 0.001
    ? 'chance alone would do that in fewer than 1 of 1,000 cases'
    : `chance alone would do that in ${percent(p)} of cases`;
}

/** How tasks ended, a line a step, below it one for each variant. */
function tasksBlock(steps: readonly StepReport[]): KnownBlock[] {
  const ended = steps.filter(({ figures }) => Object.keys(figures.outcomes).length > 0);
  if (ended.length === 0) return [];
  const lines = ended.flatMap(({ label, figures, variants }) => [
    `${bold(label, 80)}  ${outcomeWords(figures)}`,
    ...variants.map((one) => `      ↳ \`${escaped(one.id, 60)}\`  ${outcomeWords(one.figures) || 'none yet'}`),
  ]);
  const title = `*${counted(ended.length, 'task step')}, by how they ended*`;
  return [section([title, ...linesThatFit(lines, SLACK_LIMITS.sectionText - 100)].join('\n'))];
}

function outcomeWords({ outcomes }: StepReport['figures']): string {
  const sorted = Object.entries(outcomes).sort(([one], [other]) => (one < other ? -1 : 1));
  return caption(...sorted.map(([outcome, count]) => `${count} ${escaped(outcome, 60)}`));
}

/** A period as its button says it. */
export function periodLabel(period: ShownReport['period']): string {
  return period.kind === 'all' ? 'All' : period.kind === 'days' ? `${period.days} days` : listed([periodText(period)]);
}
