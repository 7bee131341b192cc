import { csvLine } from '../contact/csv-write.js';
import { counts, type Figures } from './figures.js';
import type { StepReport } from './sequence-report.js';
import { isTold } from './told.js';

interface Reported {
  readonly steps: readonly StepReport[];
  readonly hearsOfMails: boolean;
}

/** A report as CSV: a line a step, below it one for each variant, empty where nobody tells, and a column for each way in which tasks ended. */
export function reportCsv({ steps, hearsOfMails }: Reported): string {
  const outcomes = [...new Set(steps.flatMap(({ figures }) => Object.keys(figures.outcomes)))].sort();
  const numbers = (figures: Figures, kind: StepReport['kind']) => [
    ...counts.map((count) =>
      figures[count] === 0 && !isTold(kind, count, hearsOfMails) ? '' : String(figures[count]),
    ),
    ...outcomes.map((outcome) => String(figures.outcomes[outcome] ?? 0)),
  ];
  return [
    csvLine(['step', 'name', 'kind', 'variant', ...counts, ...outcomes.map((outcome) => `tasks ${outcome}`)]),
    ...steps.flatMap(({ stepId, label, kind, figures, variants }) => [
      csvLine([stepId, label, kind ?? '', '', ...numbers(figures, kind)]),
      ...variants.map((one) => csvLine([stepId, label, kind ?? '', one.id, ...numbers(one.figures, kind)])),
    ]),
  ].join('');
}
