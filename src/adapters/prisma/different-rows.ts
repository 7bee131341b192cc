import type { DateTime } from 'luxon';
import { once } from '../../domain/once.js';

/** How rows are told apart without making what they say: where both are the same, `columnsOf` says the same. */
export interface Telling<Row> {
  readonly commonOf: (row: Row) => object;
  /** Of two with the same in common. */
  readonly areAlike: (one: Row, other: Row) => boolean;
  readonly columnsOf: (row: Row) => object;
}

/** What rows are to say where many say the same: each text once, by its number. */
export interface DifferentRows<Row> {
  /** The how many-th different one it is, of those that were asked about before. */
  nthOf(row: Row): number;
  /** All of them as JSON, each with its number as `nth`. */
  asJson(): string;
}

/** With how many a row is compared before what it says is made: those that are alike mostly come together. */
const mostCompared = 16;

export function createDifferentRows<Row>({ commonOf, areAlike, columnsOf }: Telling<Row>): DifferentRows<Row> {
  const nths = new Map<string, number>();
  const known = once((_: object): { readonly row: Row; readonly nth: number }[] => []);
  const nthOfText = (text: string) => {
    const nth = nths.get(text) ?? nths.size;
    nths.set(text, nth);
    return nth;
  };
  return {
    nthOf(row) {
      const others = known(commonOf(row));
      for (const other of others) if (areAlike(other.row, row)) return other.nth;
      const nth = nthOfText(JSON.stringify(columnsOf(row)));
      others.unshift({ row, nth });
      if (others.length > mostCompared) others.pop();
      return nth;
    },
    asJson: () => `[${[...nths].map(([text, nth]) => `{"nth":${nth},${text.slice(1)}`).join(',')}]`,
  };
}

/** Whether both are the same instant, or none. */
export function areSameInstant(one: DateTime | null, other: DateTime | null): boolean {
  return one === other || (one !== null && other !== null && one.toMillis() === other.toMillis());
}
