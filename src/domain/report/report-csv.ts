import { csvLine } from '../contact/csv-write.js';
import { counts, type Figures } from './figures.js';
import type { StepReport } from './sequence-report.js';

/** A report as CSV: a line a step, below it one for each variant, and a column for each way in which tasks ended. */
export function reportCsv(steps: readonly StepReport[]): string {
  const outcomes = [...new Set(steps.flatMap(({ figures }) => Object.keys(figures.outcomes)))].sort();
  const numbers = (figures: Figures) => [
    ...counts.map((key) => String(figures[key])),
    ...outcomes.map((outcome) => String(figures.outcomes[outcome] ?? 0)),
  ];
  return [
    csvLine(['step', 'name', 'kind', 'variant', ...counts, ...outcomes.map((outcome) => `tasks ${outcome}`)]),
    ...steps.flatMap(({ stepId, label, kind, figures, variants }) => [
      csvLine([stepId, label, kind ?? '', '', ...numbers(figures)]),
      ...variants.map((one) => csvLine([stepId, label, kind ?? '', one.id, ...numbers(one.figures)])),
    ]),
  ].join('');
}
