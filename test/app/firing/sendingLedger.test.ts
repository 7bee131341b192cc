import { vi } from 'vitest';
import type { BegunItem, BesideBeginning } from '../../../src/app/firing/sender.js';
import { createSendingLedger } from '../../../src/app/firing/sendingLedger.js';
import type { Acceptance } from '../../../src/app/ports/stores/requests.js';

const acceptance = (id: string): Acceptance => ({ id, providerMessageId: null });

/** A ledger whose statements end when the test says so; what stood in each. */
function patient() {
  const statements: {
    begins: readonly (readonly string[])[];
    keeps: readonly string[];
    end: (fault?: Error) => void;
  }[] = [];
  const begin = (requests: readonly (readonly string[])[], { accepted = [] }: BesideBeginning = {}) =>
    new Promise<readonly BegunItem<string>[]>((resolve, reject) => {
      const begun = requests.flat().map((item) => ({ item, attempt: 1, requestId: 'one' }));
      const end = (fault?: Error) => (fault === undefined ? resolve(begun) : reject(fault));
      statements.push({ begins: requests, keeps: accepted.map(({ id }) => id), end });
    });
  const written = () => statements.map(({ begins, keeps }) => ({ begins, keeps }));
  const ended = async (count: number, fault?: Error) => {
    await vi.waitFor(() => expect(statements).toHaveLength(count));
    statements[count - 1]?.end(fault);
  };
  return { ledger: createSendingLedger({ begin }), written, ended };
}

test('what comes while one is written is one statement: beginnings, and that others were taken', async () => {
  const { ledger, written, ended } = patient();
  const first = ledger.begin(['a']);
  const others = [ledger.begin(['b']), ledger.keep(acceptance('one')), ledger.begin(['c', 'd'])];
  expect(written()).toEqual([{ begins: [['a']], keeps: [] }]);
  await ended(1);
  await ended(2);
  expect(written()[1]).toEqual({ begins: [['b'], ['c', 'd']], keeps: ['one'] });
  expect(await first).toEqual([{ item: 'a', attempt: 1, requestId: 'one' }]);
  // Each hears of its own.
  expect(await Promise.all(others)).toEqual([
    [{ item: 'b', attempt: 1, requestId: 'one' }],
    true,
    [
      { item: 'c', attempt: 1, requestId: 'one' },
      { item: 'd', attempt: 1, requestId: 'one' },
    ],
  ]);
});

test('that a request was taken is written at once where nothing is, and before what begins later', async () => {
  const { ledger, written, ended } = patient();
  const kept = ledger.keep(acceptance('one'));
  const later = ledger.begin(['b']);
  expect(written()).toEqual([{ begins: [], keeps: ['one'] }]);
  await ended(1);
  expect(await kept).toBe(true);
  await ended(2);
  await later;
  expect(written()[1]).toEqual({ begins: [['b']], keeps: [] });
});

test('what could not be kept goes along with what begins next, until that is written', async () => {
  const { ledger, written, ended } = patient();
  const kept = ledger.keep(acceptance('one'));
  await ended(1, new Error('no connection'));
  expect(await kept).toBe(false);
  const failed = ledger.begin(['b']);
  await ended(2, new Error('no connection'));
  await expect(failed).rejects.toThrow('no connection');
  const begun = ledger.begin(['b']);
  await ended(3);
  await begun;
  const after = ledger.begin(['c']);
  await ended(4);
  await after;
  expect(written().map(({ keeps }) => keeps)).toEqual([['one'], ['one'], ['one'], []]);
});

test('what was settled meanwhile is kept no more', async () => {
  const { ledger, written, ended } = patient();
  const one = acceptance('one');
  const failed = ledger.keep(one);
  await ended(1, new Error('no connection'));
  await failed;
  ledger.settled(one);
  const begun = ledger.begin(['b']);
  const two = acceptance('two');
  const needless = ledger.keep(two);
  ledger.settled(two);
  await ended(2);
  await begun;
  // Nothing is left to write.
  expect(await needless).toBe(true);
  expect(written()[1]).toEqual({ begins: [['b']], keeps: [] });
  expect(written()).toHaveLength(2);
});

test('whoever would begin hears what is wrong with the database, and others can begin after it', async () => {
  const { ledger, ended } = patient();
  const failed = ledger.begin(['a']);
  await ended(1, new Error('no connection'));
  await expect(failed).rejects.toThrow('no connection');
  const begun = ledger.begin(['a']);
  await ended(2);
  expect(await begun).toEqual([{ item: 'a', attempt: 1, requestId: 'one' }]);
});
