import type { DateTime } from 'luxon';
import type { Chat } from '../../src/app/ports/chat.js';
import type { ShownPost } from '../../src/app/posting/shown.js';

/** A chat with a Slack behind it in which the suite can look around. */
export interface ChatUnderTest {
  readonly chat: Chat;
  /** A person, a channel the app is in (and its `#name`), and one it was never in. */
  readonly person: string;
  readonly channel: string;
  readonly channelName: string;
  readonly foreignChannel: string;
  /** Slack's clock, and moving it on. */
  now(): DateTime;
  advance(seconds: number): void;
  /** The titles of the notices that stand in a conversation (as `PostedAt.channel` names it), oldest first. */
  titles(conversation: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export function aPost(title: string): ShownPost {
  return { kind: 'notice', notice: { title, text: 'What happened.', buttons: [] } };
}

/** What every chat must do, whatever is behind it. */
export function chatContract(name: string, open: () => Promise<ChatUnderTest>) {
  describe(`${name}, as a chat`, () => {
    let under: ChatUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const posted = async (to: string, title: string, key: string) => {
      const outcome = await under.chat.post(to, aPost(title), key);
      if (outcome.kind !== 'ok') throw new Error(`not posted: ${JSON.stringify(outcome)}`);
      return outcome.at;
    };

    /** From then until a second from now: messages of one moment bear times that are microseconds apart. */
    const from = (then: DateTime) => ({ from: then, until: under.now().plus({ seconds: 1 }) });

    test('posts to a channel and says where the message stands', async () => {
      const at = await posted(under.channel, 'One', 'a');
      expect(at).toEqual({ channel: under.channel, ts: expect.stringMatching(/^\d+\.\d{6}$/) });
      expect(await under.titles(under.channel)).toEqual(['One']);
    });

    test('posts to a person in one conversation, which is not called as the person is', async () => {
      const first = await posted(under.person, 'One', 'a');
      const second = await posted(under.person, 'Two', 'b');
      expect(first.channel).not.toBe(under.person);
      expect(second.channel).toBe(first.channel);
      expect(await under.titles(first.channel)).toEqual(['One', 'Two']);
    });

    test('posts to a channel by its name, and finds the message there', async () => {
      const since = under.now();
      const at = await posted(under.channelName, 'One', 'a');
      expect(at.channel).toBe(under.channel);
      expect(await under.chat.find(under.channelName, 'a', from(since))).toEqual(at);
    });

    test('replaces what a message shows and leaves it where it stands', async () => {
      const at = await posted(under.person, 'Before', 'a');
      await posted(under.person, 'Another', 'b');
      expect(await under.chat.update(at, aPost('After'))).toEqual({ kind: 'ok', at });
      expect(await under.titles(at.channel)).toEqual(['After', 'Another']);
    });

    test('tells posts that look the same from others', () => {
      const { chat } = under;
      expect(chat.fingerprint(aPost('One'))).toBe(chat.fingerprint(aPost('One')));
      expect(chat.fingerprint(aPost('One'))).not.toBe(chat.fingerprint(aPost('Two')));
    });

    test('says message_not_found when the message to update is gone', async () => {
      const at = await posted(under.channel, 'One', 'a');
      const gone = { channel: at.channel, ts: '1000000000.000001' };
      expect(await under.chat.update(gone, aPost('Two'))).toEqual({ kind: 'refused', code: 'message_not_found' });
    });

    test('says with Slack’s code that a channel refuses', async () => {
      const outcome = await under.chat.post(under.foreignChannel, aPost('One'), 'a');
      expect(outcome).toEqual({ kind: 'refused', code: 'not_in_channel' });
    });

    test('finds a message by its key, in a channel and in a DM', async () => {
      const since = under.now();
      const inChannel = await posted(under.channel, 'One', 'a');
      const inDm = await posted(under.person, 'Two', 'b');
      expect(await under.chat.find(under.channel, 'a', from(since))).toEqual(inChannel);
      expect(await under.chat.find(under.person, 'b', from(since))).toEqual(inDm);
      expect(await under.chat.find(under.channel, 'b', from(since))).toBeNull();
    });

    test('finds a message that was updated since, still by its key', async () => {
      const since = under.now();
      const at = await posted(under.person, 'One', 'a');
      await under.chat.update(at, aPost('Two'));
      expect(await under.chat.find(under.person, 'a', from(since))).toEqual(at);
    });

    test('finds a message among many of its time, in a channel where much was said afterwards', async () => {
      const since = under.now();
      const at = await posted(under.channel, 'One', 'a');
      for (let index = 0; index < 20; index += 1) await posted(under.channel, `Later ${index}`, `later-${index}`);
      const within = from(since);
      under.advance(3600);
      for (let index = 0; index < 80; index += 1) await posted(under.channel, `Morning ${index}`, `morning-${index}`);
      expect(await under.chat.find(under.channel, 'a', within)).toEqual(at);
    });

    const replied = async (to: string, ts: string, title: string, key: string, isAlsoOutside = false) => {
      const outcome = await under.chat.post(to, aPost(title), key, { ts, isAlsoOutside });
      if (outcome.kind !== 'ok') throw new Error(`not posted: ${JSON.stringify(outcome)}`);
      return outcome.at;
    };

    test.each(['person', 'channel'] as const)(
      'posts in the thread of a message to a %s, and finds it there only',
      async (whom) => {
        const to = under[whom];
        const since = under.now();
        const head = await posted(to, 'One', 'a');
        const other = await posted(to, 'Two', 'b');
        const at = await replied(to, head.ts, 'Three', 'c');
        expect(at.channel).toBe(head.channel);
        expect(await under.chat.find(to, 'c', { ...from(since), threadTs: head.ts })).toEqual(at);
        expect(await under.chat.find(to, 'c', { ...from(since), threadTs: other.ts })).toBeNull();
        expect(await under.chat.find(to, 'c', from(since))).toBeNull();
      },
    );

    test('finds a reply among many of its time, which the conversation shows too where that was asked for', async () => {
      const since = under.now();
      const head = await posted(under.channel, 'One', 'a');
      for (let index = 0; index < 20; index += 1) await replied(under.channel, head.ts, `No ${index}`, `no-${index}`);
      const at = await replied(under.channel, head.ts, 'Two', 'b', true);
      expect(await under.chat.find(under.channel, 'b', { ...from(since), threadTs: head.ts })).toEqual(at);
      expect(await under.chat.find(under.channel, 'b', from(since))).toEqual(at);
      expect(await under.chat.find(under.channel, 'no-1', from(since))).toBeNull();
    });

    test('replaces what a reply shows', async () => {
      const head = await posted(under.person, 'One', 'a');
      const at = await replied(under.person, head.ts, 'Before', 'b', true);
      expect(await under.chat.update(at, aPost('After'))).toEqual({ kind: 'ok', at });
      expect(await under.titles(at.channel)).toEqual(['One', 'After']);
    });

    test('says thread_not_found where a thread is gone, posts nothing there and finds nothing', async () => {
      const since = under.now();
      const { channel } = await posted(under.person, 'One', 'a');
      const gone = { ts: '1000000000.000001', isAlsoOutside: true };
      const outcome = await under.chat.post(under.person, aPost('Two'), 'b', gone);
      expect(outcome).toEqual({ kind: 'refused', code: 'thread_not_found' });
      expect(await under.titles(channel)).toEqual(['One']);
      expect(await under.chat.find(under.person, 'b', { ...from(since), threadTs: gone.ts })).toBeNull();
    });

    test('does not find a message that was posted after the time asked for', async () => {
      const within = from(under.now());
      under.advance(60);
      await posted(under.channel, 'One', 'a');
      expect(await under.chat.find(under.channel, 'a', within)).toBeNull();
    });
    test('does not find a message that was posted before the time asked for', async () => {
      await posted(under.channel, 'One', 'a');
      under.advance(60);
      expect(await under.chat.find(under.channel, 'a', from(under.now()))).toBeNull();
    });
  });
}
