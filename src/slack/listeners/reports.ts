import type { ShownReport } from '../../app/shown/report.js';
import { mayDo, roleOf } from '../../domain/access.js';
import { type Period, periodText } from '../../domain/report/period.js';
import { actionIds } from '../action-ids.js';
import { actions, button, type ChartBlock } from '../views/blocks.js';
import { chartPicture } from '../views/chart-picture.js';
import { periodLabel, periodWords, reportMessage } from '../views/report.js';
import { reportChart } from '../views/report-table.js';
import type { Acting } from './acting.js';
import { type MessageAnswer, message } from './answers.js';
import { named } from './refusals.js';
import { runButtons } from './run-button.js';

const offered: readonly Period[] = [{ kind: 'days', days: 7 }, { kind: 'days', days: 30 }, { kind: 'all' }];

/** A report as its reader sees it, with buttons for other periods; its chart as a picture where Slack draws none. */
export function reportAnswer(context: Pick<Acting, 'deps' | 'actor'>, report: ShownReport): MessageAnswer {
  const shown = periodText(report.period);
  const others = offered
    .filter((period) => periodText(period) !== shown)
    .map((period) => ({ label: periodLabel(period), text: reportCommand(report.slug, period) }));
  const periods = actions(null, [
    button(actionIds.report.csv, 'CSV', `${report.sequenceId}/${shown}`),
    ...runButtons(others).map(({ action, label, value }) => button(action, label, value)),
  ]);
  const parts = { report, mayPromote: mayDo(roleOf(context.actor), 'build-sequence', true).ok, periods };
  const chart = reportChart(report);
  if (chart === null) return message(reportMessage(parts));
  const refused = async () => reportMessage({ ...parts, picture: await sharePicture(context, report, chart) });
  return message(reportMessage(parts), { refused });
}

/** Ephemeral messages and modals hold no files: it comes to the person's direct messages, as the CSV does. */
async function sharePicture(
  { deps, actor }: Pick<Acting, 'deps' | 'actor'>,
  report: ShownReport,
  chart: ChartBlock,
): Promise<'shared' | 'refused'> {
  const shared = await deps.sharedFiles.share(actor.slackUserId ?? '', {
    name: `${report.slug}-${periodFileName(report.period)}.png`,
    content: await deps.pictures.toPng(chartPicture(chart)),
    comment: `“${named(report.name)}”: ${chart.title.toLowerCase()}, ${periodWords(report)}.`,
  });
  return shared ? 'shared' : 'refused';
}

/** A period in a file's name. */
export function periodFileName(period: Period): string {
  return periodText(period).replace('..', '-to-');
}

/** The command that asks for a report. */
export function reportCommand(slug: string, period: Period): string {
  return `report ${slug} ${periodText(period)}`;
}
