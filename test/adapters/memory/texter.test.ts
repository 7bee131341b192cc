import { DateTime } from 'luxon';
import { createMemoryTexter } from '../../../src/adapters/memory/texter.js';
import type { TextOutcome } from '../../../src/app/ports/texter.js';
import { accountNumbers, texterContract } from '../../contracts/texter.js';
import { memoryOutcomes } from './outcomes.js';

const outcomes = {
  ...memoryOutcomes,
  'opted-out': { kind: 'opted-out', reason: 'they answered STOP' },
} as const satisfies Record<string, TextOutcome>;

texterContract('The memory texter', async () => {
  const texter = createMemoryTexter({ clock: { now: async () => DateTime.utc() }, numbers: accountNumbers });
  return {
    texter,
    taken: () => texter.taken.map(({ from, to, body }) => ({ from, to, body })),
    takenExecutionIds: () => texter.taken.map((text) => text.executionId),
    next: (what) => texter.answerNext({ outcome: outcomes[what], taken: what === 'lose-taken' }),
    close: async () => {},
  };
});
