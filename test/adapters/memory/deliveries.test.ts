import { createMemoryDeliveries } from '../../../src/adapters/memory/deliveries.js';
import { deliveriesContract } from '../../contracts/deliveries.js';
import { memoryOutcomes } from './outcomes.js';

deliveriesContract('Deliveries in memory', async () => {
  const deliveries = createMemoryDeliveries();
  return {
    deliveries,
    url: 'https://example.com/hook',
    takenIds: () => deliveries.taken.map(({ delivery }) => delivery.id),
    next: (what) => deliveries.answerNext({ outcome: memoryOutcomes[what], taken: what === 'lose-taken' }),
    close: async () => {},
  };
});
