import { reuseUnchanged } from '../../../src/sandbox/page/connection/reuseUnchanged.js';
import { formatPlace, parsePlace } from '../../../src/sandbox/page/connection/usePlace.js';
import { suggestionsFor } from '../../../src/sandbox/page/conversation/commandExamples.js';
import { conversationLines, threadLines } from '../../../src/sandbox/page/conversation/threads.js';
import { message, snapshot, taskTs } from './fixture.js';

describe('a new snapshot', () => {
  test('keeps the objects that say the same, so that only what changed is drawn', () => {
    const before = snapshot();
    const after = snapshot({
      revision: 2,
      messages: [...snapshot().messages, message('1795600999.000100', { text: 'new' })],
    });
    const merged = reuseUnchanged(before, after);
    expect(merged).toEqual(after);
    expect(merged.people).toBe(before.people);
    expect(merged.messages[0]).toBe(before.messages[0]);
    expect(merged.messages).not.toBe(before.messages);
  });

  test('that says the same altogether is the one before', () => {
    const before = snapshot();
    expect(reuseUnchanged(before, snapshot())).toBe(before);
  });

  test('does not keep what is gone', () => {
    const before = {
      list: [
        { id: 'a', x: 1 },
        { id: 'b', x: 2 },
      ],
      home: { id: 'h' } as object | null,
    };
    expect(reuseUnchanged(before, { list: [{ id: 'b', x: 2 }], home: null })).toEqual({
      list: [{ id: 'b', x: 2 }],
      home: null,
    });
  });
});

describe('a conversation', () => {
  test('shows a reply that was also sent to the conversation in both, with the message that it answers', () => {
    const messages = [
      message('1.000001', { text: 'Call Ada' }),
      message('2.000001', { threadTs: '1.000001', isBroadcast: true }),
      message('3.000001', { threadTs: '1.000001' }),
    ];
    const lines = conversationLines(messages, 'D1');
    expect(lines.map(({ message: { ts }, root }) => [ts, root?.text ?? null])).toEqual([
      ['1.000001', null],
      ['2.000001', 'Call Ada'],
    ]);
    expect(lines[0]?.replies).toHaveLength(2);
    expect(threadLines(messages, 'D1', '1.000001').map(({ message: { ts } }) => ts)).toEqual([
      '1.000001',
      '2.000001',
      '3.000001',
    ]);
  });

  test('shows replies in their thread, not among the messages', () => {
    const lines = conversationLines(snapshot().messages, 'D1');
    expect(lines).toHaveLength(3);
    expect(lines.find(({ message: { ts } }) => ts === taskTs)?.replies).toHaveLength(2);
    expect(threadLines(snapshot().messages, 'D1', taskTs).map(({ message: { text } }) => text)).toEqual([
      'Call Ada Lovelace',
      expect.stringContaining('went out'),
      'Trying her after lunch.',
    ]);
  });

  test('joins what one person says within five minutes', () => {
    const at = (ts: string, minute: string, author: string) =>
      message(ts, { author, postedAt: `2026-11-24T08:${minute}:00Z` });
    const lines = conversationLines(
      [at('1.1', '00', 'U1'), at('1.2', '04', 'U1'), at('1.3', '10', 'U1'), at('1.4', '11', 'U2')],
      'D1',
    );
    expect(lines.map(({ continued }) => continued)).toEqual([false, true, false, false]);
  });
});

test('a place survives its way through the URL', () => {
  const place = { person: 'U1', conversation: 'D1', tab: 'home', thread: '17.1' } as const;
  expect(parsePlace(formatPlace(place))).toEqual(place);
  expect(parsePlace('')).toEqual({ person: null, conversation: null, tab: 'messages', thread: null });
});

describe('the composer', () => {
  test.each([
    ['/', 7],
    ['/seq', 7],
    ['/sequence', 7],
    ['/sequence wh', 1],
    ['/sequence zzz', 0],
    ['hello', 0],
    ['/other', 0],
  ])('offers for %j %i commands', (typed, count) => {
    expect(suggestionsFor(typed, '/sequence')).toHaveLength(count);
  });
});
