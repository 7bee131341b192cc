import { parseWebhookAddress } from '../../../src/domain/fulfillment/webhook-address.js';

const parse = (text: string, mayBePlain = false) => parseWebhookAddress(text, { mayBePlain });

test('a webhook is a web address, without blanks and fragment', () => {
  expect(parse(' https://example.com/hook?a=1#b ')).toEqual({ ok: true, url: 'https://example.com/hook?a=1' });
});

test.each([
  ['example', /not a web address/],
  ['ftp://example.com', /begins with https/],
  ['http://example.com', /begins with https/],
  ['https://ana:secret@example.com', /Leave name and password out/],
])('%s is none', (text, reason) => {
  expect(parse(text)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
});

test('a webhook inside of one’s own network may do without encryption', () => {
  expect(parse('http://stock.internal/hook', true).ok).toBe(true);
  expect(parse('ftp://stock.internal/hook', true).ok).toBe(false);
});
