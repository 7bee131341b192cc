import { emailKey, parseEmailAddress } from '../../../src/domain/contact/email-address.js';

describe('an e-mail address', () => {
  test.each([
    ['ada@example.com', 'ada@example.com', null],
    ['  Ada.Byron+x@Example.COM ', 'Ada.Byron+x@example.com', null],
    ['<mailto:ada@example.com|ada@example.com>', 'ada@example.com', null],
    ['mailto:ada@example.com', 'ada@example.com', null],
    ['<ada@example.com>', 'ada@example.com', null],
    ['"Ada Byron" <ada@example.com>,', 'ada@example.com', 'Ada Byron'],
    ['Ada Byron <mailto:ada@example.com|ada@example.com>', 'ada@example.com', 'Ada Byron'],
    ['“ada@example.com”', 'ada@example.com', null],
    ['ada@example.com,', 'ada@example.com', null],
    ["o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk", null],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example', null],
  ])('%s', (text, email, name) => {
    expect(parseEmailAddress(text)).toEqual({ ok: true, email, name });
  });

  test.each([
    ['', 'Write an e-mail address: there is none.'],
    ['ada', 'it has no @'],
    ['@example.com', 'nothing before the @'],
    ['ada@', 'nothing after the @'],
    ['ada@example', 'no dot'],
    ['a b@example.com', 'a space in it'],
    ['a@b@example.com', 'more than one @'],
    ['ada..b@example.com', 'a dot before the @'],
    ['.ada@example.com', 'a dot before the @'],
    ['ada@-example.com', 'not a domain'],
    ['ada@example..com', 'not a domain'],
    ['ada@example.com\nBcc: x@y.co', 'space'],
    ['ädä@example.com', 'a character that addresses cannot have'],
    [`${'a'.repeat(65)}@example.com`, 'too long'],
    ['ada@127.0.0.1', 'not a domain'],
  ])('refused: %s', (text, why) => {
    expect(parseEmailAddress(text)).toMatchObject({ ok: false, reason: expect.stringContaining(why) });
  });

  test('compares without case', () => {
    expect(emailKey(' Ada@Example.com')).toBe(emailKey('ada@example.COM'));
  });
});
