import { addressLimits } from '../limits.js';
import { type Refusal, refuse } from '../refusal.js';
import { type Contact, fullName } from './contact.js';
import { countryCode } from './country.js';
import { usStateLetters, usTerritories } from './us-states.js';

/** Where post reaches somebody. `name` or `company` is known. */
export interface PostalAddress {
  readonly name: string | null;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string | null;
  /** In the US its two letters. */
  readonly state: string | null;
  /** In the US `12345` or `12345-6789`. */
  readonly zip: string | null;
  /** ISO 3166. A US territory is a state of `US`. */
  readonly country: string;
}

/** What an address needs; the word is what people call it and what a column of the contacts file may be called. */
export type AddressPart = 'name' | 'street' | 'city' | 'state' | 'zip' | 'country';

export interface AddressProblem extends Refusal {
  readonly part: AddressPart;
}

export type PostalAddressRead =
  | { readonly ok: true; readonly address: PostalAddress }
  /** Everything that is wrong at once, what is missing first. */
  | { readonly ok: false; readonly missing: readonly AddressPart[]; readonly problems: readonly AddressProblem[] };

/** Custom fields that hold a part, without case, spaces, `-`, `_` and dots; the first that is filled in counts. */
const fieldNames = {
  street: ['street', 'address', 'streetaddress', 'address1', 'addressline1', 'street1', 'line1', 'mailingstreet'],
  street2: ['street2', 'address2', 'addressline2', 'line2', 'apartment', 'suite', 'unit'],
  city: ['city', 'town', 'locality', 'mailingcity'],
  state: ['state', 'province', 'region', 'mailingstate'],
  zip: ['zip', 'zipcode', 'postalcode', 'postcode', 'plz', 'mailingzip', 'mailingpostalcode'],
  country: ['country', 'countrycode', 'mailingcountry'],
} as const;

/**
 * The contact's postal address, out of custom fields such as `street`, `city`, `state`, `zip` and `country` and the
 * usual other words for them. Without a country it is in the US.
 */
export function postalAddressOf(contact: Contact): PostalAddressRead {
  const fields = new Map(
    Object.entries(contact.fields).map(([name, value]) => [
      name.toLowerCase().replace(/[\s_.-]/g, ''),
      String(value).trim(),
    ]),
  );
  const field = (part: keyof typeof fieldNames) => {
    const filled = fieldNames[part]
      .map((name) => fields.get(name))
      .find((value) => value !== undefined && value !== '');
    return filled ?? null;
  };
  return checkPostalAddress({
    name: fullName(contact),
    company: contact.company?.trim() || null,
    line1: field('street') ?? '',
    line2: field('street2'),
    city: field('city'),
    state: field('state'),
    zip: field('zip'),
    country: field('country') ?? 'US',
  });
}

/** Checks an address as somebody wrote it and brings country, state and zip into their usual form. */
export function checkPostalAddress(given: PostalAddress): PostalAddressRead {
  const country = countryCode(given.country);
  const isTerritory = country !== null && usTerritories.has(country);
  const isUs = country === 'US' || isTerritory;
  const state = isTerritory && given.state === null ? country : given.state;
  const letters = state === null ? null : usStateLetters(state);
  const zip = given.zip?.replace(/\s+/g, isUs ? '' : ' ') ?? null;

  const missing: AddressPart[] = [];
  if (given.name === null && given.company === null) missing.push('name');
  if (given.line1 === '') missing.push('street');
  if (given.city === null && (isUs || zip === null)) missing.push('city');
  if (isUs && state === null) missing.push('state');
  if (isUs && zip === null) missing.push('zip');

  const problems: AddressProblem[] = missing.map((part) => ({ part, ...refuse('partMissing', part) }));
  const wrong = (part: AddressPart, why: Refusal) => problems.push({ part, ...why });
  if (country === null) wrong('country', refuse('notCountryName', given.country ?? ''));
  if (isUs && state !== null && letters === null) wrong('state', refuse('notState', state));
  if (isUs && zip !== null && !/^\d{5}(-\d{4})?$/.test(zip)) {
    wrong('zip', refuse('notZip', zip));
  }
  for (const line of [given.name, given.company]) {
    if (line !== null && line.length > addressLimits.nameLength) {
      wrong('name', refuse('nameTooLong', line, addressLimits.nameLength));
    }
  }
  const room = isUs ? addressLimits.streetLength : addressLimits.lineLength;
  if (given.line1.length + (given.line2?.length ?? 0) > room) {
    wrong('street', refuse('streetTooLong', room));
  }
  if ((given.city?.length ?? 0) > addressLimits.cityLength)
    wrong('city', refuse('cityTooLong', addressLimits.cityLength));

  if (problems.length > 0 || country === null) return { ok: false, missing, problems };
  return { ok: true, address: { ...given, country: isUs ? 'US' : country, state: isUs ? letters : state, zip } };
}
