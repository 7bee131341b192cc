/** What a recipient did, as the outbox says it. */
export const eventWords = { reply: 'Replied', bounce: 'Bounced', unsubscribe: 'Unsubscribed' } as const;
