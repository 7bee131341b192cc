import { DateTime } from 'luxon';
import { createMemoryChat } from '../../../src/adapters/memory/chat.js';
import { aPost, chatContract } from '../../contracts/chat.js';

chatContract('the fake in memory', async () => {
  let now = DateTime.fromISO('2026-12-01T09:00:00Z');
  const chat = createMemoryChat({ now: () => now, names: { '#sales': 'C1' } });
  chat.refuse('C2', 'not_in_channel');
  return {
    chat,
    person: 'U1',
    channel: 'C1',
    channelName: '#sales',
    foreignChannel: 'C2',
    now: () => now,
    advance: (seconds) => {
      now = now.plus({ seconds });
    },
    titles: async (conversation) =>
      chat.messages
        .filter((one) => one.at.channel === conversation)
        .map((one) => (one.post.kind === 'notice' ? one.post.notice.title : one.post.kind)),
    close: async () => {},
  };
});

test('the fake keeps what was posted although the answer was lost, where it is told so', async () => {
  const chat = createMemoryChat({ now: () => DateTime.fromISO('2026-12-01T09:00:00Z') });
  chat.answerNext(
    { outcome: { kind: 'unknown', reason: 'lost' }, done: true },
    { outcome: { kind: 'unknown', reason: 'lost' } },
  );
  expect((await chat.post('U1', aPost('One'), 'a')).kind).toBe('unknown');
  expect((await chat.post('U1', aPost('Two'), 'b')).kind).toBe('unknown');
  expect(chat.messages.map((one) => one.key)).toEqual(['a']);
});
