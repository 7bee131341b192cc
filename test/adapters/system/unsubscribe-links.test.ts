import { createUnsubscribeLinks } from '../../../src/adapters/system/unsubscribe-links.js';

const secret = Buffer.alloc(32, 7);
const workspaceId = '01900000-0000-7000-8000-00000000abcd';
const links = createUnsubscribeLinks({ secret, publicUrl: 'https://d.example', mailto: null });
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

test('a link can be read back to the workspace and the address it was made for, in lower case', () => {
  const { url } = links.forContact(workspaceId, 'Ada@Example.com');
  expect(links.read(tokenOf(url))).toEqual({ workspaceId, email: 'ada@example.com' });
});

test.each([
  [
    'another address in the token',
    (token: string) => Buffer.concat([Buffer.from(token, 'base64url'), Buffer.from('x')]).toString('base64url'),
  ],
  ['a flipped bit in the signature', (token: string) => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`],
  ['a token cut short', (token: string) => token.slice(0, 20)],
  ['nothing', () => ''],
  ['noise', () => 'not a token at all'],
])('%s is not ours', (_what, forge) => {
  expect(links.read(forge(tokenOf(links.forContact(workspaceId, 'ada@example.com').url)))).toBeNull();
});

test('a link signed with another secret is not ours', () => {
  const others = createUnsubscribeLinks({ secret: Buffer.alloc(32, 8), publicUrl: 'https://d.example', mailto: null });
  expect(links.read(tokenOf(others.forContact(workspaceId, 'ada@example.com').url))).toBeNull();
});

test('with a public address one click is enough (RFC 8058)', () => {
  const { headers, url } = links.forContact(workspaceId, 'ada@example.com');
  expect(headers).toEqual({ 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
});

test('without one the way out is a mail that carries the token', () => {
  const byMail = createUnsubscribeLinks({ secret, publicUrl: null, mailto: 'stop@harbor.example' });
  const { url, headers } = byMail.forContact(workspaceId, 'ada@example.com');
  expect(url).toMatch(/^mailto:stop@harbor\.example\?subject=unsubscribe%20[\w-]+$/);
  expect(headers).toEqual({ 'List-Unsubscribe': `<${url}>` });
  expect(byMail.read(url.slice(url.indexOf('%20') + 3))).toEqual({ workspaceId, email: 'ada@example.com' });
});
