import { createMemoryMailer } from '../../../src/adapters/memory/mailer.js';
import { messageIdOf } from '../../../src/domain/mail/thread.js';
import { mailerContract } from '../../contracts/mailer.js';
import { memoryOutcomes } from './outcomes.js';

mailerContract('The memory mailer', async () => {
  const mailer = createMemoryMailer();
  return {
    mailer,
    taken: () => mailer.taken.map(({ executionId: _, ...rest }) => rest),
    messageIds: () => mailer.taken.map(({ executionId, from }) => messageIdOf({ executionId, from: from.email })),
    takenExecutionIds: () => mailer.taken.map((mail) => mail.executionId),
    next: (what) => mailer.answerNext({ outcome: memoryOutcomes[what], taken: what === 'lose-taken' }),
    close: async () => {},
  };
});
