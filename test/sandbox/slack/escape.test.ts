import { escapeText } from '../../../src/sandbox/slack/events/escape.js';

const channels = [
  { id: 'C1', name: 'sales' },
  { id: 'C2', name: 'sales-emea' },
];

test.each([
  ['enroll ada@example.com in saas', 'enroll <mailto:ada@example.com|ada@example.com> in saas'],
  ['a.b+c@mail.example.co.uk,', '<mailto:a.b+c@mail.example.co.uk|a.b+c@mail.example.co.uk>,'],
  ['from @ana', 'from <@U0ANA00001|ana>'],
  ['(@Ana)', '(<@U0ANA00001|ana>)'],
  ['@nobody and @olga', '@nobody and @olga'],
  ['@here', '<!here>'],
  ['digest in #sales', 'digest in <#C1|sales>'],
  ['#sales-emea.', '<#C2|sales-emea>.'],
  ['#unknown', '#unknown'],
  ['see http://example.com/a?b=1&c=2.', 'see <http://example.com/a?b=1&amp;c=2>.'],
  ['visit example.com today', 'visit <http://example.com|example.com> today'],
  ['version 1.2 of notes.txt', 'version 1.2 of notes.txt'],
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['digest here daily 08:30', 'digest here daily 08:30'],
])('%s is sent as %s', (typed, sent) => {
  expect(escapeText(typed, channels)).toBe(sent);
});
