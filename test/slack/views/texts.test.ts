import fc from 'fast-check';
import { DateTime } from 'luxon';
import { shortTime } from '../../../src/app/shown/clocks.js';
import { bold, clip, escaped, person } from '../../../src/slack/views/text.js';
import { anyText } from '../../support/any-text.js';

/** Half of a character. */
const loneSurrogate = /\p{Surrogate}/u;

describe('texts of users in messages', () => {
  test('cannot mention, link or ping anybody', () => {
    expect(escaped('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  test('are cut to their length after escaping, never inside an entity or a character', () => {
    expect(escaped('&&&', 13)).toBe('&amp;&amp;…');
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 2, max: 60 }), (text, max) => {
        const shown = escaped(text, max);
        expect(shown.length).toBeLessThanOrEqual(max);
        expect(shown.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
        expect(clip(text, max).length).toBeLessThanOrEqual(max);
        if (!loneSurrogate.test(text)) expect(loneSurrogate.test(clip(text, max) + shown)).toBe(false);
      }),
    );
  });

  test('cannot end the bold that they stand in', () => {
    expect(bold('a *b*\nc')).toBe('*a ∗b∗ c*');
  });

  test('a person is a mention where Slack knows them, else a name', () => {
    expect(person({ slackUserId: 'U1', name: 'Ana' })).toBe('<@U1>');
    expect(person({ slackUserId: null, name: 'Ana <3' })).toBe('Ana &lt;3');
  });

  test('an instant is shown on the zone’s clock, with the year only where it is another one', () => {
    const at = DateTime.fromISO('2027-01-01T03:00:00Z');
    expect(shortTime(at, 'America/New_York')).toBe('Thu 31 Dec, 22:00');
    expect(shortTime(at, 'Europe/London', DateTime.fromISO('2026-12-31T12:00:00Z'))).toBe('Fri 1 Jan 2027, 03:00');
  });
});
