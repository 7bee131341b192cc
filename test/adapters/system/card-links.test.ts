import { createCardLinks } from '../../../src/adapters/system/card-links.js';

const secret = Buffer.alloc(32, 7);
const card = {
  templateId: '01900000-0000-7000-8000-00000000abcd',
  version: 70_000,
  memberId: '01900000-0000-7000-8000-000000001234',
  contactId: null,
};
const links = createCardLinks({ secret, publicUrl: 'https://d.example' });
const tokenOf = (url: string | null) => /\/cards\/([\w-]+)\.png$/.exec(url ?? '')?.[1] ?? '';

test.each([null, '01900000-0000-7000-8000-00000000ffff'])(
  'the address of a card’s picture can be read back, with contact %s',
  (contactId) => {
    const url = links.urlOf({ ...card, contactId });
    expect(url).toMatch(/^https:\/\/d\.example\/cards\/[\w-]+\.png$/);
    expect(links.read(tokenOf(url))).toEqual({ ...card, contactId });
  },
);

test('another secret’s, a changed one, one cut short and noise are not ours', () => {
  const token = tokenOf(links.urlOf(card));
  expect(createCardLinks({ secret: Buffer.alloc(32, 8), publicUrl: '' }).read(token)).toBeNull();
  const changed = Buffer.from(token, 'base64url');
  changed[30] = (changed[30] ?? 0) ^ 1;
  for (const forged of [changed.toString('base64url'), token.slice(0, 30), '', 'noise']) {
    expect(links.read(forged)).toBeNull();
  }
});

test('there is none where the world cannot reach the program', () => {
  expect(createCardLinks({ secret, publicUrl: null }).urlOf(card)).toBeNull();
});
