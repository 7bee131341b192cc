import { DateTime } from 'luxon';
import { createMemoryChat } from '../../../src/adapters/memory/chat.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call } from '../enrollments/cadence.js';
import { type PostingWorld, postingIn } from './posting-world.js';

/** A channel that a step names and that is not to be had any more, as after it was renamed: nothing goes into nothing. */
let world: AppWorld;
let posting: PostingWorld;
beforeEach(async () => {
  world = await createAppWorld();
  posting = postingIn(world);
});
afterEach(() => world.close());

const told = (to: string) =>
  posting.chat.messages.flatMap(({ to: reader, post }) =>
    reader === to && post.kind === 'notice' ? post.notice.text : [],
  );

test('what a rule tells a channel that was renamed is told to the owner, with why and what to do', async () => {
  posting.chat.refuse('#sales', 'channel_not_found');
  const tell = {
    id: 'tell',
    kind: 'rule',
    when: 'immediately',
    do: [{ notify: '#sales', text: '{{ contact.firstName }} is cold' }],
  };
  await world.enrollIn(await world.publish({ name: 'Outbound', steps: [tell] }), { firstName: 'Ada' });
  await world.fireAt('2026-03-02T08:00');
  await posting.bring();
  expect(told('UANA')).toEqual([
    'Ada is cold\nI do not find #sales: it was renamed or is gone, or it is private and I am not in it. Choose the channel anew in the sequence, or invite me there with /invite.',
  ]);
});

test.each([
  ['is_archived', 'is archived: choose another channel'],
  ['not_in_channel', 'I am not in #sales any more: invite me there'],
])('the tasks of one that answers %s come to the owner, who is told why once a day', async (code, why) => {
  posting.chat.refuse('#sales', code);
  const version = await world.publish({ name: 'Calls', steps: [{ ...call, assignee: '#sales' }] });
  for (const email of ['a@example.com', 'b@example.com']) await world.enrollIn(version, { email });
  await world.fireAt('2026-03-02T08:00');
  await posting.bring();
  expect(told('UANA')).toEqual([expect.stringContaining(`Tasks of your contacts for #sales come to you.`)]);
  expect(told('UANA')[0]).toContain(why);
  expect(posting.chat.messages.filter(({ to, post }) => to === 'UANA' && post.kind === 'task')).toHaveLength(2);
});

describe('a channel that was renamed after something had come there', () => {
  const tell = { id: 'tell', kind: 'rule', when: 'immediately', do: [{ notify: '#sales', text: 'Cold' }] };
  const chat = () => createMemoryChat({ now: () => DateTime.utc(), names: { '#sales': 'C0SALES001' } });
  const enrolled = async (email: string) => {
    const version = await world.publish({ name: `Outbound of ${email}`, steps: [tell] });
    await world.enrollIn(version, { email });
    await world.fireAt('2026-03-02T08:00');
  };
  /** One message came there by its name, which is nobody's any more. */
  async function renamed() {
    const slack = chat();
    await enrolled('a@example.com');
    await posting.bring(slack);
    slack.refuse('#sales', 'channel_not_found');
    await enrolled('b@example.com');
    return slack;
  }

  test('still gets what a rule tells it, and nobody is told that it does not', async () => {
    const slack = await renamed();
    await posting.bring(slack);
    expect(slack.messages.map(({ at, to }) => [at.channel, to])).toEqual([
      ['C0SALES001', '#sales'],
      ['C0SALES001', 'C0SALES001'],
    ]);
  });

  test('gets it once, also where Slack does not say that it has taken it', async () => {
    const slack = await renamed();
    slack.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, done: true });
    await posting.bring(slack);
    expect(slack.messages).toHaveLength(2);
    await world.clock.freezeAt((await world.clock.now()).plus({ minutes: 5 }));
    await posting.bring(slack);
    expect(slack.messages).toHaveLength(2);
  });

  test('is not to be had where it was archived since: the owner is told that', async () => {
    const slack = await renamed();
    slack.refuse('C0SALES001', 'is_archived');
    await posting.bring(slack);
    expect(slack.messages.map(({ to }) => to)).toEqual(['#sales', 'UANA']);
    expect(JSON.stringify(slack.messages[1]?.post)).toContain('#sales is archived: choose another channel');
  });

  test('leaves its name to another one that has it now', async () => {
    const slack = chat();
    await enrolled('a@example.com');
    await posting.bring(slack);
    await enrolled('b@example.com');
    const other = createMemoryChat({ now: () => DateTime.utc(), names: { '#sales': 'C0OTHER001' } });
    await posting.bring(other);
    expect(other.messages.map(({ at }) => at.channel)).toEqual(['C0OTHER001']);
  });
});

test('what tells a person whom Slack takes nothing for is told nobody else: it was about the owner’s contact', async () => {
  posting.chat.refuse('UANA', 'user_disabled');
  const tell = { id: 'tell', kind: 'rule', when: 'immediately', do: [{ notify: 'owner' }] };
  await world.enrollIn(await world.publish({ name: 'Outbound', steps: [tell] }));
  await world.fireAt('2026-03-02T08:00');
  await posting.bring();
  expect(posting.chat.messages).toEqual([]);
});
