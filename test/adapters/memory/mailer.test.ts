import { createMemoryMailer } from '../../../src/adapters/memory/mailer.js';
import { mailerContract } from '../../contracts/mailer.js';
import { memoryOutcomes } from './outcomes.js';

mailerContract('The memory mailer', async () => {
  const mailer = createMemoryMailer();
  return {
    mailer,
    taken: () => mailer.taken.map(({ executionId: _, ...rest }) => rest),
    takenExecutionIds: () => mailer.taken.map((mail) => mail.executionId),
    next: (what) => mailer.answerNext({ outcome: memoryOutcomes[what], taken: what === 'lose-taken' }),
    close: async () => {},
  };
});
