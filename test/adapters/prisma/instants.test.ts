import { expect, test } from 'vitest';
import { fromColumn } from '../../../src/adapters/prisma/instants.js';

test('columns of one instant are one object, in UTC', () => {
  const [first, second, later] = [0, 0, 1].map((ms) => fromColumn(new Date(Date.UTC(2026, 2, 3, 8, 0, 0, ms))));
  expect(first).toBe(second);
  expect(first?.toISO()).toBe('2026-03-03T08:00:00.000Z');
  expect(later?.toISO()).toBe('2026-03-03T08:00:00.001Z');
});
