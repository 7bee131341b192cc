/** What was measured, and what it has to be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: Bound;
  /** What else was seen, for whoever looks for the time: processor microseconds a step, batches and the like. */
  readonly detail?: Readonly<Record<string, number>>;
}

export type Bound = { readonly atLeast: number } | { readonly atMost: number };

export function holds({ value, bound }: Figure): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
}

/** One line for people: what it is, its bound, and whether it holds. */
export function figureLine(figure: Figure): string {
  const { name, value, unit, bound, detail } = figure;
  const asked = 'atLeast' in bound ? `at least ${shown(bound.atLeast)}` : `at most ${shown(bound.atMost)}`;
  const besides = Object.entries(detail ?? {}).map(([what, number]) => `${what} ${shown(number)}`);
  const line = `${holds(figure) ? 'holds' : 'FAILS'}  ${name}: ${shown(value)} ${unit} (${asked})`;
  return besides.length === 0 ? line : `${line}\n       ${besides.join(', ')}`;
}

/** The one in the middle; of an even number, the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

function shown(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
}
