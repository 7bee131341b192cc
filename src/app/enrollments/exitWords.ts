const exits: Readonly<Record<string, string>> = {
  reply: 'they replied',
  'meeting-booked': 'they booked a meeting',
  unsubscribe: 'they unsubscribed',
  bounce: 'mail to them bounced',
  removed: 'removed by hand',
  suppressed: 'the address was suppressed',
  're-enrolled': 'enrolled anew',
  edited: 'the step was edited',
};

/** Why an enrollment ended, for people. */
export function exitWords(reason: string): string {
  return exits[reason] ?? reason;
}
