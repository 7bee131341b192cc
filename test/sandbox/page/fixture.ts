import type {
  Conversation,
  OutboxMail,
  Parcel,
  Person,
  PhoneText,
  PostboxCard,
  ShownMessage,
  Snapshot,
} from '../../../src/sandbox/protocol.js';
import { digestBlocks, homeView, taskBlocks, whyBlocks } from './fixtureBlocks.js';

/** A small sales team in the middle of its day: what the page is tested with. */

export const ana: Person = person('U1', 'ana', 'Ana Ruiz', 'rep', 'Account executive', '#4a6fa5');
export const ben: Person = person('U2', 'ben', 'Ben Okafor', 'rep', 'Account executive', '#b3592d');
export const mia: Person = person('U3', 'mia', 'Mia Lindqvist', 'manager', 'Head of sales', '#5b7f4f');

export const salesChannel: Conversation = conversation('C1', 'channel', 'sales', {
  topic: 'Pipeline, wins and what is stuck',
  unread: 2,
});
export const randomChannel: Conversation = conversation('C2', 'channel', 'random', {
  topic: 'Anything but work',
  botIsMember: false,
});
export const appDm: Conversation = conversation('D1', 'app-dm', 'Drumbeat', {});

export const taskTs = '1795600000.000100';

/** Tuesday 24 November 2026, 09:12 in Berlin. */
export const fixtureNow = '2026-11-24T08:12:00.000Z';

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    workspace: 'Harbor Analytics',
    now: fixtureNow,
    zone: 'Europe/Berlin',
    travelingTo: null,
    nextDueAt: '2026-11-26T08:30:00.000Z',
    taskWaits: false,
    command: '/sequence',
    shortcuts: [{ callbackId: 'enroll_contact', name: 'Enroll a contact' }],
    me: ana,
    people: [ana, ben, mia],
    conversations: [salesChannel, randomChannel, appDm],
    messages: [...salesMessages(), ...dmMessages()],
    modals: [],
    home: { id: 'VH1', hash: 'h1', view: homeView(), errors: {} },
    outbox: mails(),
    phone: texts(),
    postbox: cards(),
    parcels: parcels(),
    openLines: [{ id: 'e.1', item: 'Mug', quantity: 2, contact: 'Ada Lovelace', list: 'welcome-kit' }],
    ...change,
  };
}

export function message(ts: string, change: Partial<ShownMessage>): ShownMessage {
  return {
    ts,
    conversation: 'D1',
    threadTs: null,
    isBroadcast: false,
    author: 'app',
    text: '',
    blocks: [],
    edited: false,
    ephemeral: false,
    postedAt: '2026-11-24T08:00:00.000Z',
    files: [],
    ...change,
  };
}

function dmMessages(): ShownMessage[] {
  return [
    message('1795500000.000100', {
      text: 'Connected on LinkedIn with Grace Hopper. Next: *The number that matters* on Tue 24 Nov, 09:30.',
      edited: true,
      postedAt: '2026-11-23T13:20:00.000Z',
    }),
    message(taskTs, { text: 'Call Ada Lovelace', blocks: taskBlocks(), postedAt: '2026-11-24T07:30:00.000Z' }),
    message('1795600001.000100', {
      threadTs: taskTs,
      text: 'Mail *Your dashboards, minus the queue* went out and was opened twice.',
      postedAt: '2026-11-24T07:31:00.000Z',
    }),
    message('1795600002.000100', {
      threadTs: taskTs,
      author: 'U1',
      text: 'Trying her after lunch.',
      postedAt: '2026-11-24T07:40:00.000Z',
    }),
    message('1795600300.000100', {
      text: 'Why Ada is called today',
      blocks: whyBlocks(),
      ephemeral: true,
      postedAt: '2026-11-24T08:04:00.000Z',
    }),
  ];
}

function salesMessages(): ShownMessage[] {
  const inSales = { conversation: 'C1' };
  return [
    message('1795400000.000100', {
      ...inSales,
      author: 'U3',
      text: 'Northwind signed. Thank you, <@U2>!',
      postedAt: '2026-11-23T15:02:00.000Z',
    }),
    message('1795400001.000100', {
      ...inSales,
      author: 'U3',
      text: 'Their *trial* starts on `2026-12-01`.',
      postedAt: '2026-11-23T15:03:00.000Z',
    }),
    message('1795590000.000100', {
      ...inSales,
      text: 'Digest',
      blocks: digestBlocks(),
      postedAt: '2026-11-24T07:30:00.000Z',
    }),
  ];
}

export function mails(): OutboxMail[] {
  return [
    mail('M2', 'ada@example.com', 'Your dashboards, minus the queue', '2026-11-24T07:30:00.000Z', []),
    mail('M1', 'grace@example.com', 'The number that matters', '2026-11-23T08:30:00.000Z', [
      { kind: 'reply', at: '2026-11-23T10:05:00.000Z' },
    ]),
  ];
}

function mail(id: string, to: string, subject: string, sentAt: string, events: OutboxMail['events']): OutboxMail {
  const first = to.startsWith('ada') ? 'Ada' : 'Grace';
  const body = [
    `Hi ${first},`,
    'Your analysts answered 40 dashboard requests last month. Teams like yours hand that queue to the people who ask, and keep the definitions.',
    'Would Thursday at 10:00 suit you for a look at how Northwind did it?',
    'Ana Ruiz\nHarbor Analytics',
  ];
  const link = `https://app.example.com/u/${id}`;
  return {
    id,
    executionId: `exe_${id}`,
    from: 'Ana Ruiz <ana@harbor.example.com>',
    to,
    replyTo: 'ana@harbor.example.com',
    subject,
    text: `${body.join('\n\n')}\n\nUnsubscribe: ${link}`,
    html: `${body.map((line) => `<p>${line.replace('\n', '<br>')}</p>`).join('')}<p style="color:#857c92;font-size:12px">Harbor Analytics, 1 Quay Street. <a href="${link}">Unsubscribe</a></p><script>parent.document.title = 'hacked'</script><img src="https://tracker.example.com/open.gif">`,
    headers: { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    sentAt,
    events,
  };
}

function person(
  id: string,
  name: string,
  realName: string,
  role: Person['role'],
  title: string,
  color: string,
): Person {
  return { id, name, realName, role, title, color, email: `${name}@harbor.example.com` };
}

function conversation(
  id: string,
  kind: Conversation['kind'],
  name: string,
  change: Partial<Conversation>,
): Conversation {
  return { id, kind, name, topic: '', botIsMember: true, unread: 0, ...change };
}

/** Two texts to one phone, newest first, and one to another. */
export function texts(): PhoneText[] {
  const text = (id: string, to: string, body: string, sentAt: string): PhoneText => {
    return { id, executionId: `execution-${id}`, from: '+15005550006', to, body, sentAt, events: [] };
  };
  return [
    text('SM3', '+14155552345', 'Shall I call tomorrow?', '2026-12-03T15:00:00.000Z'),
    text('SM2', '+442079460123', 'Hello Grace', '2026-12-02T15:00:00.000Z'),
    text('SM1', '+14155552345', 'Hi Ada, Ana here.', '2026-12-01T15:00:00.000Z'),
  ];
}

/** One postcard. */
export function cards(): PostboxCard[] {
  const card = {
    id: 'psc_1',
    executionId: 'execution-1',
    to: ['Ada Lovelace', '210 King St', 'San Francisco, CA 94107'],
    from: ['Harbor Analytics', '12 Pier Road', 'Portland, ME 04101'],
    size: '4x6',
    front: '<h1>Hello Ada</h1><script>parent.document.title = "hacked"</script>',
    back: '<p>See you soon.</p>',
    postedAt: '2026-12-01T15:00:00.000Z',
  };
  return [{ ...card, events: [] }];
}

/** A list that a webhook got. */
export function parcels(): Parcel[] {
  const lines = [{ id: 'd.1', item: 'Shirt', quantity: 1, contact: 'Grace Hopper' }];
  const told = { to: 'https://pack.example/in', type: 'fulfillment.delivery', title: 'shirts' };
  return [{ id: 'delivery-1', ...told, lines, json: '{}', takenAt: '2026-12-01T17:00:00.000Z', events: [] }];
}
