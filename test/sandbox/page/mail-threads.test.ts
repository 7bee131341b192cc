import { mailThreads } from '../../../src/sandbox/page/outbox/mailThreads.js';
import type { OutboxMail } from '../../../src/sandbox/protocol.js';
import { mails } from './fixture.js';

const mail = (id: string, headers: OutboxMail['headers']): OutboxMail => {
  const [any] = mails();
  if (any === undefined) throw new Error('the fixture has mails');
  return { ...any, id, headers };
};
const ids = (...given: readonly OutboxMail[]) => mailThreads(given).map((thread) => thread.map(({ id }) => id));

test('mails that go on from one another stand together, where the newest of them stands', () => {
  const first = mail('first', { 'Message-ID': '<1@x>' });
  const other = mail('other', { 'message-id': '<2@x>' });
  const second = mail('second', { 'Message-ID': '<3@x>', References: '<1@x>' });
  const third = mail('third', { 'Message-ID': '<4@x>', References: '<1@x> <3@x>' });
  expect(ids(third, other, second, first)).toEqual([['third', 'second', 'first'], ['other']]);
});

test('mails that name nothing stand alone', () => {
  expect(ids(mail('b', {}), mail('a', {}))).toEqual([['b'], ['a']]);
});
