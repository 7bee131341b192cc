import { readSender } from '../../../src/domain/postcard/sender.js';

test.each([
  ['Example Inc., 1 Main Street, Springfield, IL 62701', { line1: '1 Main Street', line2: null, zip: '62701' }],
  ['Example Inc., 1 Main Street, Suite 4, Springfield, Illinois 62701-1234, USA', { line2: 'Suite 4', state: 'IL' }],
])('%s is where cards come from', (text, address) => {
  expect(readSender(text)).toMatchObject({
    ok: true,
    address: { company: 'Example Inc.', city: 'Springfield', country: 'US', ...address },
  });
});

test.each([
  ['1 Main Street, Springfield', []],
  ['Example Inc., 1 Main Street, Springfield, 62701', ['zip']],
  ['Example Inc., 1 Main Street, a, b, c, Springfield, IL 62701', []],
])('%s is not', (text, missing) => {
  expect(readSender(text)).toMatchObject({ ok: false, missing: expect.arrayContaining(missing) });
});
