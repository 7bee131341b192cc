import { type Contact, newContact } from '../../../src/domain/contact/contact.js';
import { postalAddressOf } from '../../../src/domain/contact/postal-address.js';

const us = { street: '210 King St', city: 'San Francisco', state: 'CA', zip: 94107 };
const of = (fields: Contact['fields'], changes: Partial<Contact> = {}) =>
  postalAddressOf({ ...newContact('ada@example.com'), name: 'Ada Lovelace', fields, ...changes });
const addressOf = (...given: Parameters<typeof of>) => {
  const read = of(...given);
  return read.ok ? read.address : read.problems;
};
const messagesOf = (...given: Parameters<typeof of>) => {
  const read = of(...given);
  return read.ok ? [] : read.problems.map(({ message }) => message);
};

describe('the postal address of a contact', () => {
  test('is in the custom fields, and in the US where they name no country', () => {
    expect(addressOf(us, { company: 'Analytical Engines' })).toEqual({
      name: 'Ada Lovelace',
      company: 'Analytical Engines',
      line1: '210 King St',
      line2: null,
      city: 'San Francisco',
      state: 'CA',
      zip: '94107',
      country: 'US',
    });
  });

  test.each([
    [{ 'Address line 1': 'a', Address_Line_2: 'b', Town: 'c', Region: 'ny', 'Postal code': '10001', Country: 'usa' }],
    [{ Address: 'a', Suite: 'b', city: 'c', State: 'New York', 'Zip Code': '10001', country_code: 'US' }],
    [{ street: '', address: 'a', street2: 'b', city: 'c', province: 'N.Y.', postcode: ' 10001 ', country: 'U.S.A.' }],
  ])('is found under the usual names of columns (%#)', (fields) => {
    expect(addressOf(fields)).toMatchObject({
      line1: 'a',
      line2: 'b',
      city: 'c',
      state: 'NY',
      zip: '10001',
      country: 'US',
    });
  });

  test.each([
    ['Germany', 'DE'],
    ['united kingdom', 'GB'],
    ['UK', 'GB'],
    ['fr', 'FR'],
    ['Czech Republic', 'CZ'],
  ])('takes %s for a country', (country, letters) => {
    const fields = { street: 'Unter den Linden 1', city: 'x', zip: '10117', country };
    expect(addressOf(fields)).toMatchObject({ country: letters, zip: '10117', state: null });
  });

  test('has the territories of the US as states', () => {
    const fields = { street: '1 Calle Sol', city: 'San Juan', zip: '00901', country: 'Puerto Rico' };
    expect(addressOf(fields)).toMatchObject({ country: 'US', state: 'PR' });
  });

  test('needs no state abroad, and no zip where the city has none', () => {
    expect(addressOf({ street: '1 O’Connell St', city: 'Dublin', country: 'Ireland' })).toMatchObject({ zip: null });
    expect(addressOf({ street: '1 Rue', zip: '75001', country: 'France' })).toMatchObject({ city: null });
    expect(of({ street: '1 Rue', country: 'France' })).toMatchObject({ missing: ['city'] });
  });

  test('names everything that is missing at once', () => {
    expect(of({}, { name: null })).toMatchObject({ ok: false, missing: ['name', 'street', 'city', 'state', 'zip'] });
    expect(messagesOf({ ...us, state: '' })).toEqual(['The state is missing: fill it in.']);
  });

  test('has its zip as the post writes it, whatever the blanks', () => {
    expect(addressOf({ ...us, zip: '94107 - 2282' })).toMatchObject({ zip: '94107-2282' });
    const london = { street: '1 The Mall', city: 'London', zip: 'SW1A  1AA', country: 'UK' };
    expect(addressOf(london)).toMatchObject({ zip: 'SW1A 1AA' });
  });

  test('is enough with a company in place of a name', () => {
    expect(addressOf(us, { name: null, company: 'Analytical Engines' })).toMatchObject({ name: null });
  });

  test.each([
    [{ state: 'XY' }, 'XY is not a US state; write it as in CA.'],
    [{ zip: 2139 }, '2139 is not a US zip code; write it as in 94107 or 94107-2282.'],
    [{ country: 'Atlantis' }, 'Atlantis is not a country; write its name in English or two letters.'],
    [{ street2: 'x'.repeat(40) }, 'The street is longer than the 50 characters that fit on a card: shorten it.'],
    [{ city: 'x'.repeat(201) }, 'The city is too long for a card: write at most 200 characters.'],
  ])('says what is wrong with %j', (fields, message) => {
    expect(messagesOf({ ...us, ...fields })).toContain(message);
  });

  test('says that a name is too long for a card', () => {
    const name = 'Augusta Ada King, Countess of Lovelace, née Byron';
    expect(messagesOf(us, { name })).toEqual([
      `${name} is longer than the 40 characters that fit on a card: shorten it.`,
    ]);
  });
});
