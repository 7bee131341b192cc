/** What a postcard may be. One place, so that the builder, the import and the sender agree. */
export const postcardLimits = {
  /** Characters of one side's HTML as it is handed over. */
  sideLength: 10_000,
  /** Characters of all merge variables as JSON. */
  mergeVariablesLength: 25_000,
} as const;

/** The sizes that are printed, in inches. Abroad only the first can be sent. */
export const postcardSizes = ['4x6', '6x9', '6x11'] as const;
export type PostcardSize = (typeof postcardSizes)[number];
