import { DateTime } from 'luxon';
import { nextDeliveryAt, parseListFile } from '../../../src/domain/fulfillment/list.js';

const kit = {
  list: 'welcome-kit',
  items: [{ item: 'Mug', quantity: 2 }, { item: 'Card' }],
  deliver: { to: 'packing@example.com', days: ['fri', 'mon'], at: '17:00' },
};
const problemsOf = (input: unknown, mayBePlain = false) => {
  const read = parseListFile(input, { mayBePlain });
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
};

test('a list has items, and goes to a mail address or a webhook on its days', () => {
  expect(parseListFile(kit, { mayBePlain: false })).toEqual({
    ok: true,
    list: {
      name: 'welcome-kit',
      items: [
        { item: 'Mug', quantity: 2 },
        { item: 'Card', quantity: 1 },
      ],
      to: { kind: 'mail', email: 'packing@example.com' },
      days: ['mon', 'fri'],
      at: '17:00',
    },
  });
  const hooked = parseListFile(
    { ...kit, deliver: { to: 'https://pack.example/in', at: '08:00' } },
    { mayBePlain: false },
  );
  expect(hooked).toMatchObject({
    list: { to: { kind: 'webhook', url: 'https://pack.example/in' }, days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
  });
});

test('everything wrong with it is told by path', () => {
  expect(problemsOf({ list: 'Kit', items: [], deliver: { to: 'x', at: '5pm' } })).toEqual([
    'list: must be lower-case letters, digits and hyphens',
    'items: must have at least one item',
    'deliver.at: must be a time from "00:00" to "23:59"',
  ]);
  expect(problemsOf({ ...kit, items: [{ item: 'Mug', quantity: 0 }] })).toEqual([
    'items[0].quantity: must be a whole number from 1 to 1000',
  ]);
  expect(problemsOf({ ...kit, deliver: { ...kit.deliver, to: 'nobody' } })).toEqual([
    'deliver.to: must be a mail address or a web address that begins with https://',
  ]);
});

test('a webhook is encrypted, unless the configuration says otherwise', () => {
  const plain = { ...kit, deliver: { ...kit.deliver, to: 'http://pack.example/in' } };
  expect(problemsOf(plain)).toEqual(['deliver.to: A webhook begins with https://: write it so']);
  expect(problemsOf(plain, true)).toEqual([]);
});

test('it is delivered next on one of its days, strictly later', () => {
  const next = (after: string) =>
    nextDeliveryAt({ at: '17:00', days: ['mon', 'fri'] }, 'America/New_York', DateTime.fromISO(after)).toISO();
  expect(next('2026-03-02T21:59:00Z')).toBe('2026-03-02T22:00:00.000Z');
  expect(next('2026-03-02T22:00:00Z')).toBe('2026-03-06T22:00:00.000Z');
  // On the Monday after the clocks have gone forward.
  expect(next('2026-03-06T22:00:00Z')).toBe('2026-03-09T21:00:00.000Z');
});
