import { createTwilioReports, reportAddress, twilioSignature } from '../../../src/adapters/twilio/reports.js';

const settings = { authToken: 'token-of-the-account', publicUrl: 'https://drumbeat.example.com' };
const executionId = '01890a5d-ac96-774b-bcce-b302099a8057';
const address = reportAddress(settings.publicUrl, executionId);
const pathAndQuery = address.slice(settings.publicUrl.length);
const delivered = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+14155552345', From: '+15005550006' };

const read = (parameters: Record<string, string>, changes: { pathAndQuery?: string; signature?: string | null } = {}) =>
  createTwilioReports(settings).read({
    pathAndQuery,
    parameters,
    signature: twilioSignature(settings.authToken, address, parameters),
    ...changes,
  });

test('signatures are those of the published example', () => {
  // twilio.com/docs/usage/security, "Validating signatures from Twilio", with the token 12345.
  const parameters = {
    To: '+18005551212',
    From: '+14158675309',
    Digits: '1234',
    Caller: '+14158675309',
    CallSid: 'CA1234567890ABCDE',
  };
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  expect(twilioSignature('12345', url, parameters)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

describe('a status report', () => {
  test('says which sending it is about and how far the text is', () => {
    expect(read(delivered)).toEqual({ executionId, providerMessageId: 'SM1', status: 'delivered', errorCode: null });
  });

  test.each([
    ['accepted', 'taken'],
    ['queued', 'taken'],
    ['sending', 'taken'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
  ])('takes %s as %s', (said, status) => {
    expect(read({ ...delivered, MessageStatus: said })).toMatchObject({ status });
  });

  test('says why a text failed, where Twilio does', () => {
    const failed = { ...delivered, MessageStatus: 'undelivered', ErrorCode: '30006' };
    expect(read(failed)).toMatchObject({ status: 'failed', errorCode: '30006' });
  });

  test.each([
    ['without a signature', { signature: null }],
    ['with somebody else’s', { signature: twilioSignature('another token', address, delivered) }],
    ['with one for another sending', { pathAndQuery: `${pathAndQuery}9` }],
  ])('does not count %s', (_, changes) => {
    expect(read(delivered, changes)).toBeNull();
  });

  test('does not count where a parameter was changed', () => {
    const signature = twilioSignature(settings.authToken, address, delivered);
    expect(read({ ...delivered, MessageStatus: 'failed' }, { signature })).toBeNull();
  });

  test.each([
    ['a reply', { MessageSid: 'SM1', Body: 'Yes' }],
    ['a status of which nobody knows', { ...delivered, MessageStatus: 'teleported' }],
  ])('is not what %s is', (_, parameters) => {
    expect(read(parameters)).toBeNull();
  });
});
