import { secretFor, signedHeaders } from '../../../src/adapters/webhook/signature.js';
import { problemOf } from '../../support/webhook-stand-in.js';

/** The example in the readme of github.com/standard-webhooks/standard-webhooks and in its libraries' tests. */
const example = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
};

test('a signature is that of the published example', () => {
  expect(signedHeaders(example)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

describe('a receiver', () => {
  const headers = signedHeaders(example);
  const problem = (changes: object = {}, body = example.body, now = example.timestamp) =>
    problemOf(example.secret, { ...headers, ...changes }, body, now);

  test('finds nothing wrong with a request up to five minutes old', () => {
    expect(problem()).toBeNull();
    expect(problem({}, example.body, example.timestamp + 300)).toBeNull();
  });

  test('knows a request that is sent again later by its time', () => {
    expect(problem({}, example.body, example.timestamp + 301)).toBe('too old');
  });

  test.each([
    ['time', { 'webhook-timestamp': String(example.timestamp + 1) }],
    ['id', { 'webhook-id': 'msg_another' }],
  ])('sees that the %s was changed', (_, changes) => {
    expect(problem(changes)).toBe('not signed');
  });

  test('sees that the body was changed, and that the secret is another', () => {
    expect(problem({}, '{"test": 2432232315}')).toBe('not signed');
    const secret = secretFor(Buffer.alloc(32), 'list-1');
    expect(problemOf(secret, headers, example.body, example.timestamp)).toBe('not signed');
  });
});
