import type { DateTime } from 'luxon';
import { once, onceAlike } from '../../domain/once.js';

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
  const nthOfText = (row: Row) => {
    const text = JSON.stringify(columnsOf(row));
    const nth = nths.get(text) ?? nths.size;
    nths.set(text, nth);
    return nth;
  };
  const nthAmong = once((_: object) => onceAlike(mostCompared, areAlike, nthOfText));
  return {
    nthOf: (row) => nthAmong(commonOf(row))(row),
    asJson: () => `[${[...nths].map(([text, nth]) => `{"nth":${nth},${text.slice(1)}`).join(',')}]`,
  };
}

/** Whether both are the same instant, or none. */
export function areSameInstant(one: DateTime | null, other: DateTime | null): boolean {
  return one === other || (one !== null && other !== null && one.toMillis() === other.toMillis());
}
