import { DateTime } from 'luxon';
import { retryAfterMs } from '../../../src/adapters/rest/headers.js';

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('the time to wait', () => {
  test('is what Retry-After says in seconds, a day at most', () => {
    expect(retryAfterMs({ 'Retry-After': '7' })).toBe(7000);
    expect(retryAfterMs({ 'retry-after': '999999' })).toBe(86_400_000);
  });

  test('is until the date that Retry-After names, and nothing for one that has passed', () => {
    const inAMinute = DateTime.fromSeconds(inSeconds(60)).toHTTP() ?? '';
    expect(retryAfterMs({ 'retry-after': inAMinute })).toBeGreaterThan(55_000);
    expect(retryAfterMs({ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' })).toBe(0);
  });

  test.each(['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset'])('is until the moment in %s', (name) => {
    const ms = retryAfterMs({ [name]: String(inSeconds(60)) });
    expect(ms).toBeGreaterThan(55_000);
    expect(ms).toBeLessThanOrEqual(60_000);
  });

  test('is unknown where the answer says nothing, or nothing that can be read', () => {
    expect(retryAfterMs({})).toBeNull();
    expect(retryAfterMs({ 'retry-after': 'soon' })).toBeNull();
  });
});
