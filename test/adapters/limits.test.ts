import { addressLimits, postcardLimits, textLimits } from '../../src/domain/limits.js';
import { postcardSizes } from '../../src/domain/postcard/sizes.js';
import { published } from '../support/published.js';

test('a text may be as long as Twilio publishes', () => {
  expect(published('twilio').createMessage?.fields.Body?.maxLength).toBe(textLimits.bodyLength);
});

test('a postcard may be what Lob publishes', () => {
  const { front, back, size } = published('lob').createPostcard?.fields ?? {};
  expect([front?.maxLength, back?.maxLength]).toEqual([postcardLimits.sideLength, postcardLimits.sideLength]);
  expect(size?.enum).toEqual([...postcardSizes]);
});

test('an address fits into what Lob publishes', () => {
  const { addressUs, addressAbroad } = published('lob');
  for (const fields of [addressUs?.fields, addressAbroad?.fields]) {
    expect([fields?.name?.maxLength, fields?.company?.maxLength]).toEqual([40, 40]);
    expect(fields?.address_city?.maxLength).toBe(addressLimits.cityLength);
  }
  expect(addressLimits.nameLength).toBe(40);
  expect(addressAbroad?.fields.address_line1?.maxLength).toBe(addressLimits.lineLength);
});
