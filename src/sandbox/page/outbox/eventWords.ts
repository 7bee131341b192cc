/** What a recipient did, as the outbox says it. */
export const eventWords = {
  reply: 'Replied',
  meeting: 'Booked a meeting',
  bounce: 'Bounced',
  unsubscribe: 'Unsubscribed',
} as const;
