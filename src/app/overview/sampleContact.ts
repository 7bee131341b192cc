import type { StoredContact } from '../ports/stores/people.js';

const sampleAddress: Readonly<Record<string, string>> = {
  street: '210 King St',
  city: 'San Francisco',
  state: 'CA',
  zip: '94107',
};

/** Somebody made up, for looking at a text before anybody is enrolled. `fields`: custom fields that the text asks for. */
export function sampleContact(id: string, workspaceId: string, fields: readonly string[] = []): StoredContact {
  return {
    id,
    workspaceId,
    email: 'ada.lovelace@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    name: null,
    company: 'Analytical Engines',
    title: 'Head of Computing',
    phone: '+442071234567',
    zone: null,
    notes: 'A made-up contact, for tests.',
    tags: [],
    fields: Object.fromEntries(fields.map((field) => [field, sampleAddress[field] ?? `[${field}]`])),
    ownerId: null,
  };
}
