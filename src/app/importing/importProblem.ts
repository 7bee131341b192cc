import type { Refusal } from '../../domain/refusal.js';
/** What is wrong in a file, and where. */
export interface ImportProblem extends Refusal {
  readonly file: string;
  /** From 1; null where the file as a whole is meant. */
  readonly line: number | null;
  /** From 1 in sequences and templates; the header of the column in contacts. */
  readonly column: number | string | null;
  /** In the sequence or template, `steps[0].when.at`; empty for contacts and for a whole document. */
  readonly path: string;
}

/** `examples/intro.yml:12:7 steps[0].when.at: must be ...` */
export function importProblemLine({ file, line, column, path, message }: Omit<ImportProblem, 'code'>): string {
  const place = [file, line, typeof column === 'number' ? column : null].flatMap((part) => part ?? []).join(':');
  const what = [path, typeof column === 'string' ? column : ''].filter((part) => part !== '').join(' ');
  return `${place}${what === '' ? '' : ` ${what}`}: ${message}`;
}
