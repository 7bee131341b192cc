import { once } from '../../domain/once.js';

/** What rows are to say where many say the same: each text once, by its number. */
export interface DifferentRows {
  /** The how many-th different one it is, of those that were asked about before. */
  nthOf(columns: object): number;
  /** All of them as JSON, each with its number as `nth`. */
  asJson(): string;
}

export function createDifferentRows(): DifferentRows {
  const nths = new Map<string, number>();
  return {
    nthOf(columns) {
      const text = JSON.stringify(columns);
      const nth = nths.get(text) ?? nths.size;
      nths.set(text, nth);
      return nth;
    },
    asJson: () => `[${[...nths].map(([text, nth]) => `{"nth":${nth},${text.slice(1)}`).join(',')}]`,
  };
}

/** How rows are told apart without making what they say: where both are the same, `columnsOf` says the same. */
export interface Telling<Row> {
  readonly commonOf: (row: Row) => object;
  readonly besideOf: (row: Row) => string;
  readonly columnsOf: (row: Row) => object;
}

/** {@link createDifferentRows} of rows that are told apart so: what they say is made once for all who are alike. */
export function createRowsAlike<Row>({ commonOf, besideOf, columnsOf }: Telling<Row>) {
  const different = createDifferentRows();
  const known = once((_: object) => new Map<string, number>());
  return {
    asJson: different.asJson,
    nthOf(row: Row): number {
      const alike = known(commonOf(row));
      const beside = besideOf(row);
      const nth = alike.get(beside) ?? different.nthOf(columnsOf(row));
      alike.set(beside, nth);
      return nth;
    },
  };
}
