import { z } from 'zod';
import type { AddressCheck } from '../../app/ports/postcards.js';
import type { PostalAddress } from '../../domain/contact/postal-address.js';
import { jsonOf } from '../rest/outcome.js';
import type { LobAccount } from './account.js';
import { whyNot } from './outcome.js';

/** An address as Lob takes it inside a card. */
export function inlineAddress(address: PostalAddress): Record<string, string> {
  const parts = {
    name: address.name,
    company: address.company,
    address_line1: address.line1,
    address_line2: address.line2,
    address_city: address.city,
    address_state: address.state,
    address_zip: address.zip,
    address_country: address.country,
  };
  return Object.fromEntries(Object.entries(parts).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

const verificationSchema = z.object({
  primary_line: z.string(),
  secondary_line: z.string(),
  deliverability: z.string(),
  components: z.object({
    city: z.string(),
    state: z.string(),
    zip_code: z.string(),
    zip_code_plus_4: z.string(),
  }),
});

const doubts: Readonly<Record<string, string>> = {
  deliverable_unnecessary_unit: 'The apartment or suite is not needed there.',
  deliverable_incorrect_unit: 'The apartment or suite does not exist there.',
  deliverable_missing_unit: 'The apartment or suite is missing.',
};

/** Asks whether the US mail delivers to an address. */
export async function verifyAddress(
  account: LobAccount,
  address: PostalAddress,
  withinMs?: number,
): Promise<AddressCheck> {
  if (address.country !== 'US') return { kind: 'unknown', reason: 'Only addresses in the US can be checked.' };
  const parts = {
    recipient: address.name ?? address.company,
    primary_line: address.line1,
    secondary_line: address.line2,
    city: address.city,
    state: address.state,
    zip_code: address.zip,
  };
  const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));
  const answer = await account.post('/us_verifications?case=proper', known, { withinMs });
  if (answer.kind === 'none' || answer.status !== 200) return { kind: 'unknown', reason: `${whyNot(answer)}.` };
  const verification = verificationSchema.safeParse(jsonOf(answer.body));
  if (!verification.success) return { kind: 'unknown', reason: 'Lob gave an answer that nobody can read.' };
  const { primary_line, secondary_line, deliverability, components } = verification.data;
  if (deliverability === 'undeliverable') {
    return { kind: 'undeliverable', reason: 'The post office does not know that address.' };
  }
  const plus4 = components.zip_code_plus_4;
  const spelled: PostalAddress = {
    ...address,
    line1: primary_line,
    line2: secondary_line === '' ? null : secondary_line,
    city: components.city,
    state: components.state,
    zip: plus4 === '' ? components.zip_code : `${components.zip_code}-${plus4}`,
  };
  const doubt = doubts[deliverability];
  if (doubt !== undefined) return { kind: 'doubtful', address: spelled, reason: doubt };
  // A test key answers with blanks.
  return deliverability === 'deliverable' && primary_line !== ''
    ? { kind: 'deliverable', address: spelled }
    : { kind: 'unknown', reason: 'The post office said nothing about that address.' };
}
