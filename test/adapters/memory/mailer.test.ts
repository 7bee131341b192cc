import { createMemoryMailer } from '../../../src/adapters/memory/mailer.js';
import type { MailOutcome } from '../../../src/app/ports/mailer.js';
import { mailerContract } from '../../contracts/mailer.js';

const outcomes = {
  refuse: { kind: 'refused', reason: 'a bad address' },
  'throttle-for-7s': { kind: 'deferred', reason: 'too many at once', retryAfterMs: 7000, cause: 'moment' },
  'lose-taken': { kind: 'unknown', reason: 'no answer came' },
  'lose-untaken': { kind: 'unknown', reason: 'no answer came' },
} as const satisfies Record<string, MailOutcome>;

mailerContract('The memory mailer', async () => {
  const mailer = createMemoryMailer();
  return {
    mailer,
    taken: () => mailer.taken.map(({ executionId: _, ...rest }) => rest),
    takenExecutionIds: () => mailer.taken.map((mail) => mail.executionId),
    next: (what) => mailer.answerNext({ outcome: outcomes[what], taken: what === 'lose-taken' }),
    close: async () => {},
  };
});
