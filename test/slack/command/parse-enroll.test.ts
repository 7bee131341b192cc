import { ana, parse } from './typed.js';

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
