import { refuse } from '../refusal.js';
import { nearest } from '../template/nearest.js';
import { contactCells } from '../template/template-data.js';
import type { CsvCell, CsvProblem, CsvRow } from './csv-rows.js';

/** The cells that a column can fill, by the names of the file. */
const cellNames = [...contactCells, 'owner'] as const;
type CellName = (typeof cellNames)[number];

/** Other headers for the same cell, without case, spaces, `-`, `_` and dots. */
const synonyms: Readonly<Record<string, CellName>> = {
  emailaddress: 'email',
  mail: 'email',
  workemail: 'email',
  contactemail: 'email',
  givenname: 'firstName',
  forename: 'firstName',
  surname: 'lastName',
  familyname: 'lastName',
  fullname: 'name',
  contact: 'name',
  contactname: 'name',
  organization: 'company',
  organisation: 'company',
  companyname: 'company',
  account: 'company',
  accountname: 'company',
  employer: 'company',
  jobtitle: 'title',
  role: 'title',
  position: 'title',
  telephone: 'phone',
  tel: 'phone',
  mobile: 'phone',
  mobilephone: 'phone',
  cell: 'phone',
  cellphone: 'phone',
  phonenumber: 'phone',
  timezone: 'zone',
  tz: 'zone',
  contactowner: 'owner',
  assignedto: 'owner',
  rep: 'owner',
  tag: 'tags',
  labels: 'tags',
  note: 'notes',
  comments: 'notes',
};

export interface Column {
  /** As the file spells it, trimmed. */
  readonly header: string;
  /** The contact's cell; null for a custom field. */
  readonly cell: CellName | null;
}

export type Columns =
  | { readonly ok: true; readonly columns: readonly Column[] }
  | { readonly ok: false; readonly problems: readonly CsvProblem[] };

/** Which cell each column of the header row fills. */
export function columnsOf(header: CsvRow): Columns {
  const problems: CsvProblem[] = [];
  const seen = new Map<string, string>();
  const columns = header.cells.map((cell): Column => {
    const column = { header: cell.text.trim(), cell: cellNamed(cell.text) };
    const key = column.cell ?? `field ${column.header}`;
    const before = seen.get(key);
    if (before !== undefined && column.header !== '') {
      const twice = refuse('columnTwice', before, column.header, column.cell ?? 'the same field');
      problems.push({ line: cell.line, column: column.header, ...twice });
    }
    seen.set(key, column.header);
    return column;
  });
  if (!columns.some((column) => column.cell === 'email')) {
    const near = nearest(
      'email',
      columns.map((column) => column.header),
    );
    const hint = near === null ? '' : ` (${near} is not taken for it)`;
    problems.unshift({ line: header.line, column: '', ...refuse('noEmailColumn', hint) });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, columns };
}

function cellNamed(header: string): CellName | null {
  const plain = header.toLowerCase().replace(/[\s_.-]/g, '');
  return cellNames.find((name) => name.toLowerCase() === plain) ?? synonyms[plain] ?? null;
}

export type Cells =
  | { readonly ok: true; readonly cells: readonly { readonly column: Column; readonly cell: CsvCell }[] }
  | { readonly ok: false; readonly problem: CsvProblem };

/** The row's cells beside their columns. More cells than columns is a separator that should have been in quotes. */
export function cellsOf(row: CsvRow, columns: readonly Column[]): Cells {
  const stray = row.cells.find((cell, index) => cell.text.trim() !== '' && !columns[index]?.header);
  if (stray !== undefined) {
    const why =
      row.cells.length > columns.length
        ? refuse('tooManyCells', row.cells.length, columns.length)
        : refuse('noHeader', stray.text.trim());
    return { ok: false, problem: { line: stray.line, column: '', ...why } };
  }
  const cells = columns.flatMap((column, index) => {
    const cell = row.cells[index];
    return cell === undefined ? [] : [{ column, cell }];
  });
  return { ok: true, cells };
}
