/** What the touches of a step, or of one of its variants, came to. Each touch counts once in each. */
export interface Figures {
  /** How often somebody came to the step, whatever became of it: sent, skipped, refused, or not known. */
  readonly reached: number;
  /** Sent off; of tasks: appeared. */
  readonly sent: number;
  /** Mails and texts by their carriers' word; things on lists: handed over. */
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly replied: number;
  readonly meetings: number;
  readonly unsubscribed: number;
  /** Mails that came back, texts that the network gave up. */
  readonly bounced: number;
  /** Of tasks: how many ended how. `open` for those that have not. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** The figures of one variant of a step; `variant` null: those without a split test. */
export interface VariantFigures {
  readonly stepId: string;
  readonly variant: string | null;
  readonly figures: Figures;
}

export const counts = [
  'reached',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'meetings',
  'unsubscribed',
  'bounced',
] as const satisfies readonly (keyof Figures)[];
export type Count = (typeof counts)[number];

export const noFigures: Figures = {
  reached: 0,
  sent: 0,
  delivered: 0,
  opened: 0,
  clicked: 0,
  replied: 0,
  meetings: 0,
  unsubscribed: 0,
  bounced: 0,
  outcomes: {},
};

/** All of them together. */
export function sumOf(parts: readonly Figures[]): Figures {
  const outcomes = new Map<string, number>();
  for (const [outcome, count] of parts.flatMap((part) => Object.entries(part.outcomes))) {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
  }
  const total = (key: Count) => parts.reduce((sum, part) => sum + part[key], 0);
  return {
    reached: total('reached'),
    sent: total('sent'),
    delivered: total('delivered'),
    opened: total('opened'),
    clicked: total('clicked'),
    replied: total('replied'),
    meetings: total('meetings'),
    unsubscribed: total('unsubscribed'),
    bounced: total('bounced'),
    outcomes: Object.fromEntries(outcomes),
  };
}

/** A part of a whole as a share from 0 to 1; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
