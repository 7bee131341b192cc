/** The sizes that are printed, in inches. Abroad only the first can be sent. */
export const postcardSizes = ['4x6', '6x9', '6x11'] as const;
export type PostcardSize = (typeof postcardSizes)[number];
