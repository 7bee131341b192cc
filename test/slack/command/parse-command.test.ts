import fc from 'fast-check';
import { anyText } from '../../support/any-text.js';
import { ana, parse } from './typed.js';

const replied = (at: object | null) => ({ kind: 'replied', email: 'ada@example.com', at });

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

  test.each([
    ['suppress ada@example.com tomorrow', 'suppress', '“tomorrow”'],
    ['suppress ada@example.com in saas-outbound', 'suppress', '“in saas-outbound”'],
    ['unsuppress ada@example.com on monday', 'unsuppress', '“on monday”'],
  ])('%s does nothing: what stands behind the address would not be heeded', (text, topic, more) => {
    expect(parse(text)).toEqual({ kind: 'problem', topic, message: expect.stringContaining(`${more} has no place`) });
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
