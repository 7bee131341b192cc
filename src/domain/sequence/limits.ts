/** How large a sequence may be. One place, so that the builder, the import and the schema agree. */
export const sequenceLimits = {
  steps: 200,
  variants: 50,
  /** Of a branch, a rule or an `any`. */
  conditions: 50,
  actions: 50,
  /** How deep `not` and `any` may lie in each other. */
  nesting: 20,
  weight: 1_000_000,
  /** Of a split test's variant. */
  sample: 1_000_000,
  nameLength: 150,
  idLength: 100,
  descriptionLength: 3000,
  lineLength: 1000,
  /** Characters of a body or of notes: 100 kB. */
  templateLength: 100_000,
  /** A hundred years: what is longer is a slip of the finger, and dates must stay printable. */
  days: 36_500,
  hours: 876_000,
  minutes: 52_560_000,
  skippedDates: 1000,
} as const;
