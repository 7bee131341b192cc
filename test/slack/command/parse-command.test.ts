import fc from 'fast-check';
import { parseCommand } from '../../../src/slack/command/parse-command.js';
import { anyText } from '../../support/any-text.js';

const parse = (text: string) => parseCommand(text, { command: '/sequence' });
const enroll = (changes: object) => ({
  kind: 'enroll',
  emails: ['ada@example.com'],
  notAddresses: [],
  sequence: null,
  owner: null,
  at: null,
  on: null,
  orStart: null,
  ...changes,
});
const ana = { by: 'slack-id', slackUserId: 'U1' };

describe('enroll', () => {
  test.each<[string, object]>([
    ['enroll', enroll({ emails: [] })],
    ['enroll ada@example.com', enroll({})],
    ['enroll ada@example.com in saas-outbound', enroll({ sequence: 'saas-outbound' })],
    ['  ENROLL   ada@example.com   IN  SaaS  outbound ', enroll({ sequence: 'SaaS outbound' })],
    ['enroll <mailto:ada@example.com|ada@example.com> in saas-outbound', enroll({ sequence: 'saas-outbound' })],
    ['enroll ada@example.com saas-outbound', enroll({ sequence: 'saas-outbound' })],
    ['enroll in saas-outbound', enroll({ emails: [], sequence: 'saas-outbound' })],
    ['enroll ada@example.com in SaaS outbound from <@U1|ana>', enroll({ sequence: 'SaaS outbound', owner: ana })],
    ['enroll ada@example.com from <@U1> in SaaS outbound', enroll({ sequence: 'SaaS outbound', owner: ana })],
    ['enroll ada@example.com in x from @ben', enroll({ sequence: 'x', owner: { by: 'handle', handle: 'ben' } })],
    ['enroll ada@example.com in x from me', enroll({ sequence: 'x', owner: { by: 'me' } })],
    [
      'enroll ada@example.com in x from <mailto:ben@acme.com|ben@acme.com>',
      enroll({ sequence: 'x', owner: { by: 'email', email: 'ben@acme.com' } }),
    ],
    ['enroll ada@example.com in Notes from the field', enroll({ sequence: 'Notes from the field' })],
    ['enroll ada@example.com in Look at the numbers', enroll({ sequence: 'Look at the numbers' })],
    ['enroll ada@example.com in On boarding', enroll({ sequence: 'On boarding' })],
    ['enroll ada@example.com in “SaaS outbound from @ben”', enroll({ sequence: 'SaaS outbound from @ben' })],
    ['enroll ada@example.com in "Look at me" at intro', enroll({ sequence: 'Look at me', at: 'intro' })],
    [
      'enroll ada@example.com in SaaS outbound from <@U1|ana> at Intro-2 on 2026-12-01 09:00',
      enroll({
        sequence: 'SaaS outbound',
        owner: ana,
        at: 'intro-2',
        on: { date: { iso: '2026-12-01' }, time: '09:00' },
      }),
    ],
    [
      'enroll ada@example.com in x on 2026-12-01',
      enroll({ sequence: 'x', on: { date: { iso: '2026-12-01' }, time: null } }),
    ],
    [
      'enroll ada@example.com in x on 2026-12-01T09:00',
      enroll({ sequence: 'x', on: { date: { iso: '2026-12-01' }, time: '09:00' } }),
    ],
    [
      'enroll ada@example.com in x on 2026-12-01 at 9am',
      enroll({ sequence: 'x', on: { date: { iso: '2026-12-01' }, time: '09:00' } }),
    ],
    [
      'enroll ada@example.com in x on tomorrow 8:30 pm at intro',
      enroll({ sequence: 'x', on: { date: { word: 'tomorrow' }, time: '20:30' }, at: 'intro' }),
    ],
    ['enroll ada@example.com in x on Monday', enroll({ sequence: 'x', on: { date: { word: 'mon' }, time: null } })],
    [
      'enroll ada@example.com, <mailto:ben@example.com|ben@example.com>;carl@example.com and ADA@example.com in x',
      enroll({ emails: ['ada@example.com', 'ben@example.com', 'carl@example.com'], sequence: 'x' }),
    ],
    ['enroll &lt;ada@example.com&gt; in R&amp;D', enroll({ sequence: 'R&D' })],
  ])('%s', (text, intent) => {
    expect(parse(text)).toEqual(intent);
  });

  test.each<[string, object]>([
    ['enroll ada@example.com in x y tomorrow', { name: 'x y', on: { date: { word: 'tomorrow' }, time: null } }],
    ['enroll ada@example.com x 2026-12-01 9am', { name: 'x', on: { date: { iso: '2026-12-01' }, time: '09:00' } }],
    ['enroll ada@example.com in x monday at 10:30', { name: 'x', on: { date: { word: 'mon' }, time: '10:30' } }],
    ['enroll ada@example.com in x friday from @ben at intro', { name: 'x', on: { date: { word: 'fri' }, time: null } }],
  ])('%s may end in a date without “on”, which is not lost', (text, orStart) => {
    expect(parse(text)).toMatchObject({ on: null, orStart });
  });

  test.each([
    'enroll ada@example.com in "Call tomorrow"',
    'enroll ada@example.com in tomorrow',
    'enroll ada@example.com in Call tomorrow on 2026-12-01',
  ])('%s ends in a name', (text) => {
    expect(parse(text)).toMatchObject({ orStart: null, sequence: expect.stringContaining('tomorrow') });
  });

  test('keeps what is no address, with the reason, instead of dropping it', () => {
    expect(parse('enroll ada@example.com ben@ bob in x')).toMatchObject({
      emails: ['ada@example.com'],
      notAddresses: [
        { text: 'ben@', reason: expect.stringContaining('nothing after the @') },
        { text: 'bob', reason: expect.stringContaining('no @') },
      ],
      sequence: 'x',
    });
  });

  test.each([
    ['enroll ada@example.com in x on 2026-02-30', 'is not a date'],
    ['enroll ada@example.com in x on 12/01/2026', 'is not a date'],
    ['enroll ada@example.com in x at 09:00', 'needs its date'],
    ['enroll ada@example.com in x on monday at 25:00', '“25:00” is not a time of day'],
    ['enroll ada@example.com in x on 2026-12-01 9:75', '“9:75” is not a time of day'],
    ['enroll ada@example.com in x tomorrow 13pm', '“13pm” is not a time of day'],
  ])('%s is told what is wrong', (text, message) => {
    expect(parse(text)).toEqual({ kind: 'problem', message: expect.stringContaining(message), topic: 'enroll' });
  });
});

const replied = (at: object | null) => ({ kind: 'replied', email: 'ada@example.com', at });
const paused = (target: object | null, until: object | null = null) => ({ kind: 'pause', target, until });

describe('pause and resume', () => {
  const contact = (sequence: string | null = null) => ({ kind: 'contact', email: 'ada@example.com', sequence });
  test.each<[string, object]>([
    ['pause', paused(null)],
    ['pause ada@example.com', paused(contact())],
    ['pause ada@example.com in SaaS outbound', paused(contact('SaaS outbound'))],
    ['pause SaaS outbound', paused({ kind: 'sequence', name: 'SaaS outbound' })],
    ['pause ada@example.com until 2026-12-01', paused(contact(), { date: { iso: '2026-12-01' }, time: null })],
    ['pause me until monday', paused({ kind: 'person', person: { by: 'me' } }, { date: { word: 'mon' }, time: null })],
    ['pause everything until 2026-12-01', paused({ kind: 'everything' }, { date: { iso: '2026-12-01' }, time: null })],
    [
      'pause saas-outbound until tomorrow',
      paused({ kind: 'sequence', name: 'saas-outbound' }, { date: { word: 'tomorrow' }, time: null }),
    ],
    ['pause ada@example.com in SaaS until Monday', paused(contact('SaaS'), { date: { word: 'mon' }, time: null })],
    ['pause ada@example.com in Until spring', paused(contact('Until spring'))],
    ['pause "Ask for 3 days"', paused({ kind: 'sequence', name: 'Ask for 3 days' })],
    ['pause Ask for 3 Cents', paused({ kind: 'sequence', name: 'Ask for 3 Cents' })],
    ['pause Until spring', paused({ kind: 'sequence', name: 'Until spring' })],
    ['pause me', paused({ kind: 'person', person: { by: 'me' } })],
    ['pause <@U1|ana>', paused({ kind: 'person', person: ana })],
    ['pause everything', paused({ kind: 'everything' })],
    ['pause "everything"', paused({ kind: 'sequence', name: 'everything' })],
    ['resume', { kind: 'resume', target: null, policy: null }],
    [
      'resume me keep',
      { kind: 'resume', target: { kind: 'person', person: { by: 'me' } }, policy: { policy: 'keep' } },
    ],
    ['resume ada@example.com shift', { kind: 'resume', target: contact(), policy: { policy: 'shift' } }],
    [
      'resume SaaS outbound spread 4 hours',
      { kind: 'resume', target: { kind: 'sequence', name: 'SaaS outbound' }, policy: { policy: 'spread', hours: 4 } },
    ],
    [
      'resume everything spread over 90 minutes',
      { kind: 'resume', target: { kind: 'everything' }, policy: { policy: 'spread', hours: 1.5 } },
    ],
    [
      'resume everything spread',
      { kind: 'resume', target: { kind: 'everything' }, policy: { policy: 'spread', hours: null } },
    ],
    ['resume skip', { kind: 'resume', target: null, policy: { policy: 'skip' } }],
    ['resume Keep in touch', { kind: 'resume', target: { kind: 'sequence', name: 'Keep in touch' }, policy: null }],
  ])('%s', (text, intent) => {
    expect(parse(text)).toEqual(intent);
  });

  test('an address with a slip is told, not taken for a sequence', () => {
    expect(parse('pause ada@example')).toMatchObject({ kind: 'problem', topic: 'pause' });
  });
});

describe('digest', () => {
  const schedule = (changes: object) => ({
    kind: 'digest',
    action: 'schedule',
    channel: null,
    rhythm: null,
    at: null,
    ...changes,
  });
  test.each<[string, object]>([
    ['digest', schedule({})],
    ['digest here daily 08:30', schedule({ rhythm: 'daily', at: '08:30' })],
    ['digest here daily 8:30', schedule({ rhythm: 'daily', at: '08:30' })],
    ['digest here daily at 8am', schedule({ rhythm: 'daily', at: '08:00' })],
    ['digest daily 8:30 pm', schedule({ rhythm: 'daily', at: '20:30' })],
    ['digest every day 12am', schedule({ rhythm: 'daily', at: '00:00' })],
    ['digest <#C1|sales> weekdays 8:30', schedule({ channel: 'C1', rhythm: 'weekdays', at: '08:30' })],
    ['digest in <#C1|sales> weekdays noon', schedule({ channel: 'C1', rhythm: 'weekdays', at: '12:00' })],
    ['digest list', { kind: 'digest', action: 'list' }],
    ['digest now', { kind: 'digest', action: 'now' }],
    ['digest off', { kind: 'digest', action: 'off', channel: null }],
    ['digest <#C1|sales> off', { kind: 'digest', action: 'off', channel: 'C1' }],
  ])('%s', (text, intent) => {
    expect(parse(text)).toEqual(intent);
  });

  test.each(['digest #sales daily 8:30', 'digest here daily 25:00', 'digest here hourly'])(
    '%s is a problem',
    (text) => {
      expect(parse(text)).toMatchObject({ kind: 'problem', topic: 'digest' });
    },
  );
});

describe('report', () => {
  const days = (count: number) => ({ kind: 'days', days: count });
  test.each<[string, string | null, object]>([
    ['report', null, days(30)],
    ['report saas-outbound', 'saas-outbound', days(30)],
    ['report SaaS outbound 7d', 'SaaS outbound', days(7)],
    ['report SaaS outbound last 2 weeks', 'SaaS outbound', days(14)],
    ['report 4w', null, days(28)],
    ['report saas-outbound all', 'saas-outbound', { kind: 'all' }],
    ['report saas-outbound 2026-03', 'saas-outbound', { kind: 'dates', from: '2026-03-01', to: '2026-03-31' }],
    ['stats x 2026-03-01 to 2026-03-02', 'x', { kind: 'dates', from: '2026-03-01', to: '2026-03-02' }],
    ['report “Trial 30d”', 'Trial 30d', days(30)],
    ['report “Trial 30d” 7d', 'Trial 30d', days(7)],
  ])('%s', (text, sequence, period) => {
    expect(parse(text)).toEqual({ kind: 'report', sequence, period });
  });
});

describe('the other commands', () => {
  test.each<[string, object]>([
    ['', { kind: 'help', topic: null }],
    ['help', { kind: 'help', topic: null }],
    ['help enroll', { kind: 'help', topic: 'enroll' }],
    ['new', { kind: 'new', name: null }],
    ['new SaaS outbound', { kind: 'new', name: 'SaaS outbound' }],
    ['new “SaaS outbound”', { kind: 'new', name: 'SaaS outbound' }],
    ['list', { kind: 'list' }],
    ['show', { kind: 'show', sequence: null }],
    ['show saas-outbound', { kind: 'show', sequence: 'saas-outbound' }],
    ['status ada@example.com', { kind: 'status', email: 'ada@example.com' }],
    ['why ada@example.com', { kind: 'why', email: 'ada@example.com', sequence: null }],
    ['why ada@example.com in SaaS outbound', { kind: 'why', email: 'ada@example.com', sequence: 'SaaS outbound' }],
    ['why', { kind: 'why', email: null, sequence: null }],
    [
      'remove <mailto:ada@example.com|ada@example.com> from x',
      { kind: 'remove', email: 'ada@example.com', sequence: 'x' },
    ],
    ['replied ada@example.com', replied(null)],
    ['replied ada@example.com at 2026-11-20 14:00', replied({ date: { iso: '2026-11-20' }, time: '14:00' })],
    ['replied ada@example.com on friday 2pm', replied({ date: { word: 'fri' }, time: '14:00' })],
    ['replied ada@example.com yesterday', replied({ date: { word: 'yesterday' }, time: null })],
    ['replied ada@example.com at 9:30', replied({ date: { word: 'today' }, time: '09:30' })],
    ['suppress ada@example.com', { kind: 'suppress', email: 'ada@example.com' }],
    ['unsuppress ada@example.com', { kind: 'unsuppress', email: 'ada@example.com' }],
    ['contact ada@example.com', { kind: 'contact', email: 'ada@example.com' }],
    ['test', { kind: 'test', readings: [] }],
    ['test saas-outbound', { kind: 'test', readings: [{ sequence: 'saas-outbound', step: null }] }],
    [
      'test SaaS outbound intro',
      {
        kind: 'test',
        readings: [
          { sequence: 'SaaS outbound intro', step: null },
          { sequence: 'SaaS outbound', step: 'intro' },
        ],
      },
    ],
    ['test "SaaS outbound" intro', { kind: 'test', readings: [{ sequence: 'SaaS outbound', step: 'intro' }] }],
    ['test SaaS outbound at intro', { kind: 'test', readings: [{ sequence: 'SaaS outbound', step: 'intro' }] }],
    ['today', { kind: 'today', of: 'me' }],
    ['today mine', { kind: 'today', of: 'me' }],
    ['today team', { kind: 'today', of: 'everybody' }],
    ['today everybody', { kind: 'today', of: 'everybody' }],
    ['tasks', { kind: 'tasks' }],
    ['tasks mine', { kind: 'tasks' }],
    ['settings', { kind: 'settings', change: null }],
    ['settings zone europe/paris', { kind: 'settings', change: { setting: 'zone', zone: 'Europe/Paris' } }],
    ['settings grid 15 minutes', { kind: 'settings', change: { setting: 'grid', minutes: 15 } }],
    ['settings late 4 hours', { kind: 'settings', change: { setting: 'late', minutes: 240 } }],
    ['settings limit 50', { kind: 'settings', change: { setting: 'limit', people: 50 } }],
    ['settings limit 50 people', { kind: 'settings', change: { setting: 'limit', people: 50 } }],
    ['settings mails 100 an hour', { kind: 'settings', change: { setting: 'mails', perHour: 100 } }],
    ['settings mails 500 per day', { kind: 'settings', change: { setting: 'mails', perDay: 500 } }],
    ['settings mails all a day', { kind: 'settings', change: { setting: 'mails', perDay: null } }],
    ['settings mails all', { kind: 'settings', change: { setting: 'mails', perHour: null, perDay: null } }],
    ['settings from sales@acme.com', { kind: 'settings', change: { setting: 'from', email: 'sales@acme.com' } }],
    [
      'settings sender <mailto:ana@acme.com|ana@acme.com>',
      { kind: 'settings', change: { setting: 'sender', sender: 'ana@acme.com', isListed: true } },
    ],
    [
      'settings senders remove @Acme.com',
      { kind: 'settings', change: { setting: 'sender', sender: '@acme.com', isListed: false } },
    ],
    ['settings address 1 Main St, NY', { kind: 'settings', change: { setting: 'address', text: '1 Main St, NY' } }],
    ['settings manager <@U1|ana>', { kind: 'settings', change: { setting: 'manager', person: ana, isManager: true } }],
    [
      'settings manager remove <@U1|ana>',
      { kind: 'settings', change: { setting: 'manager', person: ana, isManager: false } },
    ],
  ])('%s', (text, intent) => {
    expect(parse(text)).toEqual(intent);
  });

  test.each([
    ['enrol', 'enroll'],
    ['stop ada@example.com', 'remove'],
    ['sequences', 'list'],
  ])('%s is another word for %s', (text, verb) => {
    expect(parse(text).kind).toBe(verb);
  });

  test('a mistyped command names the nearest one', () => {
    expect(parse('enrll ada@example.com')).toEqual({
      kind: 'problem',
      message: 'There is no command “enrll”. Did you mean `/sequence enroll`?',
      topic: 'enroll',
    });
  });

  test.each(['foo', 'xyzzyplugh', 'undo', 'post', 'at'])('%s is near to no command, and none is suggested', (text) => {
    const message = `There is no command “${text}”. These are all of them:`;
    expect(parse(text)).toEqual({ kind: 'problem', message, topic: null });
  });

  test.each([
    ['paws', 'pause'],
    ['hlep', 'help'],
    ['tset', 'test'],
    ['stat', 'status'],
    ['enr', 'enroll'],
    ['wy', 'why'],
    ['unsupres', 'unsuppress'],
    ['unsupresed', 'unsuppress'],
    ['cadance', 'list'],
    ['rmove', 'remove'],
  ])('%s may have meant %s', (text, verb) => {
    expect(parse(text)).toMatchObject({ kind: 'problem', topic: verb });
  });

  test('help on what there is no help on teaches the nearest command, or shows them all', () => {
    const nearest = 'There is no help on “enrol1”. Did you mean `/sequence help enroll`?';
    expect(parse('help enrol1')).toEqual({ kind: 'problem', message: nearest, topic: 'enroll' });
    const none = 'There is no help on “foo”. There is help on these:';
    expect(parse('help foo')).toEqual({ kind: 'problem', message: none, topic: null });
  });

  test.each([
    'why ada@',
    'remove ada@example.com ben@example.com',
    'replied ada@example.com in saas-outbound',
    'replied ada@example.com at',
    'pause ada@example.com until',
    'pause ada@example.com for 3 days',
    'pause me for a week',
    'pause ada@example.com until 12/1',
    'pause me until',
    'settings colour blue',
    'settings sender',
    'settings sender ana',
    'settings grid 7 minutes',
    'settings limit',
    'settings limit many',
    'settings limit -1',
    'settings limit 5 mails',
    'settings mails 100',
    'settings mails soon',
    'tasks of ben',
    'today tomorrow',
    'today <@U2|ben>',
    'list foo',
    'import contacts.csv',
  ])('%s is a problem, with the help that teaches it', (text) => {
    const parsed = parse(text);
    expect(parsed).toEqual({ kind: 'problem', message: expect.any(String), topic: text.split(' ')[0] });
  });

  test('what is missing is asked for by its name', () => {
    const message = 'Write the time zone after `zone`, as in `zone Europe/London`.';
    expect(parse('settings zone')).toEqual({ kind: 'problem', message, topic: 'settings' });
  });

  test.each([
    ['status bob', 'bob', ''],
    ['why Ada Byron in "SaaS outbound"', 'Ada Byron', 'in "SaaS outbound"'],
    ['replied "van Dyke" on 2026-03-01', 'van Dyke', 'on 2026-03-01'],
  ])('%s names whom it is about', (text, name, rest) => {
    expect(parse(text)).toMatchObject({ kind: 'problem', sought: { name, rest } });
  });

  test.each(['status bob@', 'why @bob', 'why <@U0BEN00001|ben>'])('%s is nobody’s name', (text) => {
    expect(parse(text)).not.toHaveProperty('sought');
  });

  test('a problem quotes what was typed without letting it mention anybody', () => {
    expect(parse('&lt;!channel&gt;')).toMatchObject({ message: expect.stringContaining('&lt;!channel&gt;') });
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'in',
      'from',
      'at',
      'on',
      '<',
      '>',
      '<@U1|a>',
      '<#C1|',
      '"',
      '“',
      ',',
      '2026-12-01',
      '9am',
      'spread',
      'digest',
    ),
    anyText(),
  );
  const verb = fc.constantFrom('enroll', 'pause', 'resume', 'digest', 'test', 'settings', 'why', 'help', '');

  test('never makes the parser throw, and always gives an intent or a problem', () => {
    fc.assert(
      fc.property(verb, fc.array(piece), (first, pieces) => {
        const parsed = parse([first, ...pieces].join(' '));
        expect(typeof parsed.kind).toBe('string');
        if (parsed.kind === 'problem') expect(parsed.message.length).toBeLessThan(600);
      }),
      { numRuns: 500 },
    );
  });
});

test.each<[string, object]>([
  ['templates', { kind: 'templates', search: null }],
  ['template list', { kind: 'templates', search: null }],
  ['templates case study', { kind: 'templates', search: 'case study' }],
  ['parcels', { kind: 'parcels', search: null }],
  ['fulfillment lists mug', { kind: 'parcels', search: 'mug' }],
  ['import', { kind: 'import' }],
  ['simulate', { kind: 'simulate', sequence: null, email: null }],
  ['simulate SaaS outbound', { kind: 'simulate', sequence: 'SaaS outbound', email: null }],
  [
    'simulate saas-outbound for <mailto:ada@example.com|ada@example.com>',
    { kind: 'simulate', sequence: 'saas-outbound', email: 'ada@example.com' },
  ],
  ['dates saas-outbound ada@example.com', { kind: 'simulate', sequence: 'saas-outbound', email: 'ada@example.com' }],
  ['simulate "for ada@example.com"', { kind: 'simulate', sequence: 'for ada@example.com', email: null }],
  ['export', { kind: 'export', sequence: null }],
  ['download SaaS outbound', { kind: 'export', sequence: 'SaaS outbound' }],
])('%s', (text, intent) => {
  expect(parse(text)).toEqual(intent);
});
