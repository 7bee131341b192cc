import { parse } from './typed.js';

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
