import { slugOf, uniqueSlug } from '../../../src/domain/sequence/slug.js';

test.each([
  ['SaaS outbound', 'saas-outbound'],
  ['  Éclair & Co.  ', 'eclair-co'],
  ["Don't stop", 'dont-stop'],
  ['2026 -- plan', '2026-plan'],
  ['***', ''],
])('the slug of %j is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('a taken slug is numbered from 2', () => {
  expect(uniqueSlug('a', new Set(['a', 'a-2']))).toBe('a-3');
  expect(uniqueSlug('b', new Set(['a']))).toBe('b');
});
