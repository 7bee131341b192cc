/** What a recipient did, as the outbox says it. */
export const eventWords = {
  reply: 'Replied',
  delivered: 'Delivered',
  open: 'Opened',
  click: 'Clicked a link',
  meeting: 'Booked a meeting',
  bounce: 'Bounced',
  unsubscribe: 'Unsubscribed',
} as const;
