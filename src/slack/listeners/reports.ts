import type { ShownReport } from '../../app/shown/report.js';
import { mayDo, roleOf } from '../../domain/access.js';
import { type Period, periodText } from '../../domain/report/period.js';
import { actionIds } from '../action-ids.js';
import { actions, button } from '../views/blocks.js';
import { periodLabel, reportMessage } from '../views/report.js';
import type { Acting } from './acting.js';
import { type MessageAnswer, message } from './answers.js';
import { runButtons } from './run-button.js';

const offered: readonly Period[] = [{ kind: 'days', days: 7 }, { kind: 'days', days: 30 }, { kind: 'all' }];

/** A report as its reader sees it, with buttons for other periods. */
export function reportAnswer({ actor }: Pick<Acting, 'actor'>, report: ShownReport): MessageAnswer {
  const shown = periodText(report.period);
  const others = offered
    .filter((period) => periodText(period) !== shown)
    .map((period) => ({ label: periodLabel(period), text: reportCommand(report.slug, period) }));
  const periods = actions(null, [
    button(actionIds.report.csv, 'CSV', `${report.sequenceId}/${shown}`),
    ...runButtons(others).map(({ action, label, value }) => button(action, label, value)),
  ]);
  return message(reportMessage({ report, mayPromote: mayDo(roleOf(actor), 'build-sequence', true).ok, periods }));
}

/** The command that asks for a report. */
export function reportCommand(slug: string, period: Period): string {
  return `report ${slug} ${periodText(period)}`;
}
