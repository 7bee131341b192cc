import { DateTime } from 'luxon';
import { isRepeatable } from '../../../src/domain/postcard/repeatable.js';

const tried = DateTime.fromISO('2026-03-02T10:00:00Z');

test('a postcard may be handed over again for 23 hours, since the provider remembers it for 24', () => {
  expect(isRepeatable(tried, tried.plus({ hours: 23 }).minus(1))).toBe(true);
  expect(isRepeatable(tried, tried.plus({ hours: 23 }))).toBe(false);
});
