import { ana, parse } from './typed.js';

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
