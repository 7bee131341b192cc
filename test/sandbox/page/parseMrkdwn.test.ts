import { parseMrkdwn, parsePlainText } from '../../../src/sandbox/page/richText/parseMrkdwn.js';

/** The rich text in short: `b(x)` bold, `i(x)`, `s(x)`, `c(x)` code, `a(url|text)`, `pre(x)`, `q(x)`, others as `type:id`. */
function short(text: string): string {
  return parseMrkdwn(text).map(block).join(' + ');
}

// biome-ignore lint/suspicious/noExplicitAny: every kind of rich text
function block({ type, elements }: any): string {
  const inner = elements.map(element).join('');
  return type === 'rich_text_preformatted' ? `pre(${inner})` : type === 'rich_text_quote' ? `q(${inner})` : inner;
}

// biome-ignore lint/suspicious/noExplicitAny: every kind of rich text
function element(part: any): string {
  const marks = { bold: 'b', italic: 'i', strike: 's', code: 'c' };
  const id =
    part.user_id ??
    part.channel_id ??
    part.usergroup_id ??
    part.range ??
    part.name ??
    `${part.timestamp} ${part.format}`;
  const text =
    part.type === 'text'
      ? part.text
      : part.type === 'link'
        ? `a(${part.url}|${part.text ?? ''})`
        : `${part.type}:${id}`;
  return Object.entries(marks).reduce((said, [style, mark]) => (part.style?.[style] ? `${mark}(${said})` : said), text);
}

describe('mrkdwn becomes the rich text that Slack makes of it', () => {
  test.each([
    ['*bold* _italic_ ~gone~ `code`', 'b(bold) i(italic) s(gone) c(code)'],
    ['*bold and _italic_*', 'b(bold and )i(b(italic))'],
    ['snake_case_name, 2*3*4 and a * b * c', 'snake_case_name, 2*3*4 and a * b * c'],
    ['*not\nclosed*', '*not\nclosed*'],
    ['`*no* <@U1>`', 'c(*no* <@U1>)'],
    ['a ```x < y\n  z``` b', 'a  + pre(x < y\n  z) +  b'],
    ['open ``` fence', 'open  + ``` fence'],
    ['> one\n&gt; two\nthree', 'q(one\ntwo) + three'],
    ['<@U1> <@U2|ben> <#C1|sales> <!here> <!subteam^S1>', 'user:U1 user:U2 channel:C1 broadcast:here usergroup:S1'],
    ['<!date^1795510800^{date} at {time}|then>', 'date:1795510800 {date} at {time}'],
    ['<https://x.test/a_b?c=1&amp;d=2|a *link*>', 'a(https://x.test/a_b?c=1&d=2|a *link*)'],
    ['<mailto:ada@example.com|ada@example.com>', 'a(mailto:ada@example.com|ada@example.com)'],
    ['*<https://x.test|bold link>*', 'b(a(https://x.test|bold link))'],
    ['see https://x.test/path_a. Then', 'see a(https://x.test/path_a|). Then'],
    [':tada: at 08:30:15', 'emoji:tada at 08:30:15'],
    ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
  ])('%j', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  test.each([
    '# 12',
    '---',
    '| a | b |\n|---|---|',
    '    indented',
    '<b>x</b>',
    '&lt;script&gt;x&lt;/script&gt;',
    '1. one\n2. two',
    '[a](b)',
    '![a](http://b/c.png)',
  ])('what would be Markdown or HTML stays visible text: %j', (text) => {
    const shown = text.replace(/&lt;/g, '<').replace(/&gt;/g, '>');
    expect(short(text).replace(/a\((.*?)\|\)/, '$1')).toBe(shown);
  });

  test('a link to a script stays text', () => {
    expect(short('<javascript:alert(1)|click>')).toBe('<javascript:alert(1)|click>');
  });

  test('plain text knows emoji and nothing else', () => {
    expect(parsePlainText('*x* <@U1> :wave:').map(block).join()).toBe('*x* <@U1> emoji:wave');
  });
});
