/** What a text may be. One place, so that the builder, the import and the sender agree. */
export const textLimits = {
  /** Characters of a text as it leaves, what templates fill in included: Twilio refuses longer ones. */
  bodyLength: 1600,
} as const;
