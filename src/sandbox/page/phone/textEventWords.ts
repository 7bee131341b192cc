/** What became of a text, as the phone says it. */
export const textEventWords = {
  answer: 'Answered',
  stop: 'Answered STOP',
  start: 'Answered START',
  fail: 'Did not arrive',
} as const;
