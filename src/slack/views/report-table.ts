import type { KnownBlock, TableBlock } from '@slack/types';
import type { ShownReport } from '../../app/shown/report.js';
import { type Count, type Figures, shareOf } from '../../domain/report/figures.js';
import type { StepReport } from '../../domain/report/sequence-report.js';
import { isTold } from '../../domain/report/told.js';
import { type ChartBlock, section } from './blocks.js';
import { SLACK_LIMITS } from './limits.js';
import { andMore, clip, escaped, linesThatFit, oneLine } from './text.js';

interface Column {
  readonly title: string;
  readonly count: Count;
  /** A share of this count is shown too. */
  readonly of?: Count;
}

/** The table after the step's name. */
const columns: readonly Column[] = [
  { title: 'Reached', count: 'reached' },
  { title: 'Sent', count: 'sent' },
  { title: 'Delivered', count: 'delivered', of: 'sent' },
  { title: 'Opened', count: 'opened', of: 'sent' },
  { title: 'Clicked', count: 'clicked', of: 'sent' },
  { title: 'Replied', count: 'replied', of: 'sent' },
  { title: 'Meetings', count: 'meetings', of: 'sent' },
  { title: 'Unsubscribed', count: 'unsubscribed', of: 'sent' },
  { title: 'Bounced', count: 'bounced', of: 'sent' },
];

const nameLength = 40;

interface Line {
  readonly name: string;
  readonly kind: StepReport['kind'];
  readonly figures: Figures;
}

/** A line a step, below it one for each variant, as far as Slack's tables go; `left`: how many have no room. */
export function reportTable({ steps, hearsOfMails }: ShownReport): {
  readonly table: TableBlock;
  readonly left: number;
} {
  const cell = (text: string) => ({ type: 'raw_text' as const, text });
  const rows = [[cell('Step'), ...columns.map(({ title }) => cell(title))]];
  let room = SLACK_LIMITS.tableCharacters - charactersIn(rows[0] ?? []);
  const lines = steps.flatMap(linesOf);
  for (const line of lines) {
    const row = [cell(line.name), ...columns.map((column) => cell(counted(line, column, hearsOfMails)))];
    room -= charactersIn(row);
    if (room < 0 || rows.length === SLACK_LIMITS.tableRows) break;
    rows.push(row);
  }
  const column_settings = [{ is_wrapped: true }, ...columns.map(() => ({ align: 'right' as const }))];
  return { table: { type: 'table', rows, column_settings }, left: lines.length - (rows.length - 1) };
}

/** The table in words, for where tables cannot stand. */
export function reportLines({ steps, hearsOfMails }: ShownReport): KnownBlock {
  const lines = steps.flatMap(linesOf).map((line) => {
    const parts = columns
      .filter(({ count }) => count === 'sent' || line.figures[count] > 0)
      .map((column) => `${column.title.toLowerCase()} ${counted(line, column, hearsOfMails)}`);
    return `*${escaped(line.name)}*  ${parts.join(' · ')}`;
  });
  return section(linesThatFit(lines, SLACK_LIMITS.sectionText - 100).join('\n'));
}

/** Sent, opened (where anybody tells) and replied, step by step; null while nothing was sent. Only so many steps fit. */
export function reportChart({ steps, hearsOfMails }: ShownReport): ChartBlock | null {
  const sent = steps.filter(({ figures }) => figures.sent > 0).slice(0, SLACK_LIMITS.chartCategories);
  if (sent.length === 0) return null;
  const categories = distinct(sent.map(({ label }) => label));
  const opens = hearsOfMails || sent.some(({ figures }) => figures.opened > 0);
  const drawn = opens ? (['sent', 'opened', 'replied'] as const) : (['sent', 'replied'] as const);
  const series = drawn.map((count) => ({
    name: `${count.charAt(0).toUpperCase()}${count.slice(1)}`,
    data: sent.map(({ figures }, index) => ({ label: categories[index] ?? '', value: figures[count] })),
  }));
  const axis_config = { categories, x_label: 'Step', y_label: 'People' };
  return {
    type: 'data_visualization',
    title: opens ? 'Sent, opened, replied' : 'Sent, replied',
    chart: { type: 'bar', series, axis_config },
  };
}

/** Names of steps as a chart takes them: short, and no two alike. */
function distinct(labels: readonly string[]): string[] {
  const { chartLabel } = SLACK_LIMITS;
  const short = labels.map((label) => clip(oneLine(label), chartLabel));
  return short.map((label, index) => {
    if (short.indexOf(label) === index) return label;
    const number = ` ${index + 1}`;
    return `${clip(label, chartLabel - number.length)}${number}`;
  });
}

function linesOf({ label, kind, isRemoved, figures, variants }: StepReport): Line[] {
  const gone = isRemoved ? ' (removed)' : '';
  return [
    { name: `${clip(oneLine(label), nameLength)}${gone}`, kind, figures },
    ...variants.map((one) => ({ name: `↳ ${clip(one.id, nameLength)}`, kind, figures: one.figures })),
  ];
}

/** `120`, or `48 (40%)`; a dash where there can be nothing to count. */
function counted({ kind, figures }: Line, { count, of }: Column, hearsOfMails: boolean): string {
  const number = figures[count];
  if (number === 0 && !isTold(kind, count, hearsOfMails)) return '–';
  const share = of === undefined || number === 0 ? null : shareOf(number, figures[of]);
  return share === null ? String(number) : `${number} (${percent(share)})`;
}

/** One digit more where whole percents would hide a difference. */
export function percent(share: number): string {
  const digits = share > 0 && share < 0.1 ? 1 : 0;
  return `${(share * 100).toFixed(digits)}%`;
}

function charactersIn(row: readonly { readonly text: string }[]): number {
  return row.reduce((sum, { text }) => sum + text.length, 0);
}

/** What has no room in the table. */
export function leftOver(left: number): string | null {
  return left === 0 ? null : `${andMore(left)}: all of it is in the CSV.`;
}
