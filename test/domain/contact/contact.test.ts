import { DateTime } from 'luxon';
import { type Contact, displayName, mergeContact, newContact } from '../../../src/domain/contact/contact.js';
import { contactData, templateData } from '../../../src/domain/contact/contact-data.js';
import { parseOwnerReference } from '../../../src/domain/contact/owner-reference.js';
import { parsePhone } from '../../../src/domain/contact/phone.js';

function contact(cells: Partial<Contact> = {}): Contact {
  return { ...newContact('ada@example.com'), ...cells };
}

describe('merging what is new about a contact', () => {
  test('known cells win, empty ones change nothing, ids and spelling stay', () => {
    const stored = {
      ...contact({ company: 'Old', title: 'CFO', tags: ['a'], fields: { seats: 1, plan: 'Team' } }),
      id: '7',
    };
    const incoming = contact({ company: 'New', title: ' ', fields: { seats: 2 } });
    expect(mergeContact(stored, { ...incoming, email: 'ADA@example.com' })).toEqual({
      ...stored,
      company: 'New',
      fields: { seats: 2, plan: 'Team' },
    });
    expect(mergeContact(stored, contact({ tags: ['b'] })).tags).toEqual(['b']);
  });
});

describe('how a contact is called', () => {
  test.each([
    [{ name: 'Countess Ada', firstName: 'Ada' }, 'Countess Ada'],
    [{ firstName: 'Ada', lastName: 'Byron' }, 'Ada Byron'],
    [{ lastName: 'Byron' }, 'Byron'],
    [{ name: ' ' }, 'ada@example.com'],
  ])('%j', (cells, expected) => {
    expect(displayName(contact(cells))).toBe(expected);
  });
});

describe('what templates read', () => {
  test('custom fields stand under fields, and directly where no cell has their name', () => {
    const data = contactData(
      contact({ firstName: 'Ada', lastName: 'Byron', fields: { seats: 4, company: 'x', fields: 'y' } }),
    );
    expect(data).toMatchObject({
      seats: 4,
      company: null,
      name: 'Ada Byron',
      fields: { seats: 4, company: 'x', fields: 'y' },
    });
  });

  test("a first name is never guessed for a contact, but taken from a colleague's name", () => {
    const data = templateData({
      contact: contact({ name: 'Dr. Ada Byron' }),
      owner: { name: 'Ana Ruiz', email: 'ana@harbor.example', title: null, handle: 'ana' },
      workspace: { name: 'Harbor Analytics', postalAddress: null },
      sequence: { name: 'SaaS outbound' },
      step: { name: 'Intro' },
      unsubscribeUrl: null,
      now: DateTime.fromISO('2026-03-02T23:30', { zone: 'America/New_York' }),
    });
    expect(data.contact.firstName).toBeNull();
    expect(data.owner).toMatchObject({ name: 'Ana Ruiz', firstName: 'Ana' });
    expect(data.today).toBe('2026-03-02');
  });
});

describe('an owner is named by', () => {
  test.each([
    ['ana@harbor.example', { by: 'email', email: 'ana@harbor.example' }],
    ['@ana.ruiz', { by: 'handle', handle: 'ana.ruiz' }],
    ['<@U0123ABCD|ana>', { by: 'slack-id', slackUserId: 'U0123ABCD' }],
    ['U0123ABCD', { by: 'slack-id', slackUserId: 'U0123ABCD' }],
    ['Ana Ruiz', null],
  ])('%s', (text, expected) => {
    expect(parseOwnerReference(text)).toEqual(expected);
  });
});

describe('telephone numbers', () => {
  test('numbers become E.164, with a default country where one is set', () => {
    expect(parsePhone('+44 (0)20 7946 0000')).toEqual({ ok: true, phone: '+442079460000' });
    expect(parsePhone('0044 20 7946 0000')).toEqual({ ok: true, phone: '+442079460000' });
    expect(parsePhone('(212) 555-0100', { defaultCountry: 'us' })).toEqual({ ok: true, phone: '+12125550100' });
    expect(parsePhone('(212) 555-0100').ok).toBe(false);
    expect(parsePhone('+1 12').ok).toBe(false);
  });
});
