import { CsvError, type InfoField, type Options, parse } from 'csv-parse/sync';
import { type Refusal, refuse } from '../refusal.js';

export interface CsvProblem extends Refusal {
  /** The physical line of the file, from 1, on which the cell begins. */
  readonly line: number;
  /** The column's header as the file spells it; empty where the whole line is meant. */
  readonly column: string;
}

export interface CsvCell {
  readonly text: string;
  /** The physical line on which the cell begins, from 1. */
  readonly line: number;
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly CsvCell[];
}

export type CsvRows =
  | { readonly ok: true; readonly header: CsvRow; readonly rows: readonly CsvRow[] }
  | { readonly ok: false; readonly problem: CsvProblem };

/** Takes a CSV apart into cells that know their line. Lines without any content are left out. */
export function readCsv(input: string | Uint8Array): CsvRows {
  const text = typeof input === 'string' ? input.replace(/^\ufeff/, '') : decoded(input);
  if (text === null) {
    return wholeFile(1, refuse('notUtf8'));
  }
  // csv-parse counts a CRLF inside quotes as two lines.
  const lines = text.replace(/\r\n?/g, '\n');
  const options = {
    columns: undefined as never, // rows as lists; the typing offers a row type only together with columns
    delimiter: delimiterOf(lines),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  };
  try {
    const records: (readonly CsvCell[])[] = [];
    parse<readonly string[]>(lines, {
      ...options,
      on_record: (texts, context) => {
        records.push(cellsOf(texts, context.lines));
        return null;
      },
    });
    const rows = records
      .filter((cells) => cells.some((cell) => cell.text.trim() !== ''))
      .map((cells) => ({ line: cells[0]?.line ?? 1, cells }));
    const [header, ...rest] = rows;
    return header === undefined ? wholeFile(1, refuse('noLine')) : { ok: true, header, rows: rest };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = openLineOf(lines, options);
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return wholeFile(line, refuse('openQuote'));
    return wholeFile(line, refuse('unreadableLine', error.message));
  }
}

/** A record's cells; it ends on the physical line `last`. */
function cellsOf(texts: readonly string[], last: number): CsvCell[] {
  const breaks = texts.map((text) => (text.includes('\n') ? text.split('\n').length - 1 : 0));
  let line = last - breaks.reduce((sum, count) => sum + count, 0);
  return texts.map((text, index) => {
    const cell = { text: withoutGuard(text), line };
    line += breaks[index] ?? 0;
    return cell;
  });
}

/** The line on which the last cell before what cannot be read ends: being told of each cell takes longer than reading it. */
function openLineOf(lines: string, options: Options): number {
  let openLine = 1;
  const told: Options = {
    ...options,
    on_record: (_record, context) => {
      openLine = context.lines + 1;
      return null;
    },
    cast: (value: string, context: InfoField) => {
      openLine = context.lines;
      return value;
    },
  };
  try {
    parse(lines, told);
  } catch {
    // It is known already what is wrong.
  }
  return openLine;
}

/** The apostrophe that keeps spreadsheets from running a cell, as `csvLine` writes it, is not part of the value. */
function withoutGuard(value: string): string {
  return /^'[=+\-@\t\r]/.test(value) ? value.slice(1) : value;
}

function wholeFile(line: number, why: Refusal): CsvRows {
  return { ok: false, problem: { line, column: '', ...why } };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The separator that the header row uses most, outside quotes. */
function delimiterOf(text: string): string {
  const header = (text.split('\n').find((line) => line.trim() !== '') ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
