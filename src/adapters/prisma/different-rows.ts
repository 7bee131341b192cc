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
