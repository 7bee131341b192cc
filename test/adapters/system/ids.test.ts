import { createIds } from '../../../src/adapters/system/ids.js';

const many = (ids: { next(): string }, count: number) => Array.from({ length: count }, () => ids.next());

describe('ids', () => {
  test('are UUIDs of version 7 that begin with the time in milliseconds', () => {
    const id = createIds(() => 0x0123_4567_89ab).next();
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('ascend, ten thousand in one millisecond included', () => {
    const ids = many(
      createIds(() => 1_700_000_000_000),
      10_000,
    );
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test('ascend when the clock of the machine steps back', () => {
    const times = [1_700_000_000_500, 1_700_000_000_400, 1_700_000_000_450];
    const ids = many(
      createIds(() => times.shift() ?? 0),
      3,
    );
    expect(ids).toEqual([...ids].sort());
  });

  test('of two processes in the same millisecond differ', () => {
    const [one, other] = [createIds(() => 1_700_000_000_000), createIds(() => 1_700_000_000_000)];
    expect(new Set([...many(one, 1000), ...many(other, 1000)]).size).toBe(2000);
  });
});
