import type { Run } from '../../../src/adapters/postgres/statements.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const keep = { name: 'keep', text: "INSERT INTO program_secrets (name, value) VALUES ($1, '')" };
const kept = { name: 'kept', text: 'SELECT name FROM program_secrets ORDER BY name COLLATE "C"' };
const names = async (run: Run) => (await run<{ name: string }>(kept, [])).map(({ name }) => name);

/** One transaction in which both Prisma and `work` write. */
const transact = (work: (run: Run) => Promise<void>, limitMs = 5_000) =>
  database.statements.transact(limitMs, (inside) =>
    database.prisma.$transaction(
      async (client) => {
        await client.programSecret.create({ data: { name: "Prisma's", value: Buffer.alloc(0) } });
        await inside(work);
      },
      { timeout: limitMs },
    ),
  );

test('what they write in a transaction is seen and kept together with what Prisma writes', async () => {
  await transact(async (run) => {
    await run(keep, ['ours']);
    expect(await names(run)).toEqual(["Prisma's", 'ours']);
    expect(await names(database.statements.read)).toEqual([]);
  });
  expect(await names(database.statements.read)).toEqual(["Prisma's", 'ours']);
});

test('a transaction that fails keeps nothing of either', async () => {
  const work = transact(async (run) => {
    await run(keep, ['ours']);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await names(database.statements.read)).toEqual([]);
});

test('transactions at the same time write each in its own', async () => {
  const failing = transact(async (run) => {
    await run(keep, ['of the one that fails']);
    throw new Error('no');
  });
  const others = [1, 2, 3].map((number) =>
    database.statements.transact(5_000, (inside) =>
      database.prisma.$transaction(() => inside(async (run) => void (await run(keep, [`number ${number}`])))),
    ),
  );
  await expect(failing).rejects.toThrow('no');
  await Promise.all(others);
  expect(await names(database.statements.read)).toEqual(['number 1', 'number 2', 'number 3']);
});

test('nothing is written after the transaction is over, or its time is up', async () => {
  let late: Run | undefined;
  await transact(async (run) => {
    late = run;
  });
  await expect(late?.(keep, ['after the end'])).rejects.toThrow('the transaction is over');
  const pause = { name: 'pause', text: 'SELECT pg_sleep(0.3)' };
  const tooLong = database.statements.transact(200, (inside) =>
    database.prisma.$transaction(
      () =>
        inside(async (run) => {
          await run(pause, []);
          await run(keep, ['after its time']);
        }),
      { timeout: 200 },
    ),
  );
  await expect(tooLong).rejects.toThrow('the transaction is over');
  expect(await names(database.statements.read)).toEqual(["Prisma's"]);
});

test('lists arrive as they were given, whatever stands in them', async () => {
  const texts = ['a', '', 'a","b', '{c}', 'd\\e', 'NULL', 'f, g', '“h”', "i'j"];
  for (const some of [texts, ['a', '{c}', 'NULL', 'f, g', ''], ['NULL'], []]) {
    const [row] = await database.statements.read({ name: '', text: 'SELECT $1::text[] AS list' }, [some]);
    expect(row?.list).toEqual(some);
  }
  const [row] = await database.statements.read({ name: '', text: 'SELECT $1::int[] AS list' }, [[1, -2, 3]]);
  expect(row?.list).toEqual([1, -2, 3]);
});
