import { createMemoryPostcards } from '../../../src/adapters/memory/postcards.js';
import { anAddress, postcardsContract } from '../../contracts/postcards.js';
import { memoryOutcomes } from './outcomes.js';

postcardsContract('The memory printer', async () => {
  const postcards = createMemoryPostcards();
  return {
    postcards,
    taken: () => postcards.taken.map(({ executionId: _, ...rest }) => rest),
    takenExecutionIds: () => postcards.taken.map((card) => card.executionId),
    next: (what) => postcards.answerNext({ outcome: memoryOutcomes[what], taken: what === 'lose-taken' }),
    close: async () => {},
  };
});

test('The memory printer finds addresses as it is told', async () => {
  const postcards = createMemoryPostcards();
  postcards.checkAs({ kind: 'undeliverable', reason: 'Nobody lives there.' });
  expect((await postcards.verify(anAddress())).kind).toBe('undeliverable');
});
