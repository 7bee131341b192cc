import { renderEmail, renderLine, renderPlain } from '../../../src/domain/template/render-email.js';
import { dataWith } from './template-data-for-tests.js';

function mail(body: string, contact: Record<string, unknown> = {}) {
  return renderEmail({ subject: 'Hello', body }, dataWith(contact));
}

describe('light markup', () => {
  test('blank lines part paragraphs, line breaks stay', () => {
    expect(mail('Hi {{ contact.firstName }},\n\nOne\ntwo\n\n\nAna')).toEqual({
      subject: 'Hello',
      text: 'Hi Ada,\n\nOne\ntwo\n\nAna',
      html: '<p>Hi Ada,</p>\n<p>One<br>\ntwo</p>\n<p>Ana</p>',
    });
  });

  test.each([
    ['*now* and **then**', '<strong>now</strong> and <strong>then</strong>', 'now and then'],
    ['_really_', '<em>really</em>', 'really'],
    ['*bold and _both_*', '<strong>bold and <em>both</em></strong>', 'bold and both'],
    [
      '2 * 3 * 4 and a*b*c, snake_case_name',
      '2 * 3 * 4 and a*b*c, snake_case_name',
      '2 * 3 * 4 and a*b*c, snake_case_name',
    ],
    [
      '[the guide](https://x.example/a?b=1&c=2)',
      '<a href="https://x.example/a?b=1&amp;c=2">the guide</a>',
      'the guide (https://x.example/a?b=1&c=2)',
    ],
    [
      '[write](mailto:ana@harbor.example)',
      '<a href="mailto:ana@harbor.example">write</a>',
      'write (ana@harbor.example)',
    ],
    [
      'See https://x.example/a_b_c.',
      'See <a href="https://x.example/a_b_c">https://x.example/a_b_c</a>.',
      'See https://x.example/a_b_c.',
    ],
    ['[click](javascript:alert(1))', '[click](javascript:alert(1))', '[click](javascript:alert(1))'],
    ['\\*not bold\\*', '*not bold*', '*not bold*'],
    ['5 < 6 & "so"', '5 &lt; 6 &amp; &quot;so&quot;', '5 < 6 & "so"'],
    ['<b>tags</b> are words', '&lt;b&gt;tags&lt;/b&gt; are words', '<b>tags</b> are words'],
  ])('%s', (body, html, text) => {
    expect(mail(body)).toMatchObject({ html: `<p>${html}</p>`, text });
  });

  test('lists keep their kind, their first number and further lines', () => {
    const { html, text } = mail('Three things:\n- one\n- *two*\n  more\n\n3. three\n4) four\nAna');
    expect(html).toBe(
      '<p>Three things:</p>\n<ul><li>one</li><li><strong>two</strong><br>\nmore</li></ul>\n<ol start="3"><li>three</li><li>four</li></ol>\n<p>Ana</p>',
    );
    expect(text).toBe('Three things:\n\n- one\n- two\n  more\n\n3. three\n4. four\n\nAna');
  });

  test('an address may hold a merge value', () => {
    expect(mail('[Book](https://x.example/?who={{ contact.email | url_encode }}&n={{ contact.lastName }})').html).toBe(
      '<p><a href="https://x.example/?who=ada%40example.com&amp;n=Byron">Book</a></p>',
    );
    expect(mail('{{ unsubscribe.url }}').html).toContain('<a href="https://drumbeat.example/u/1">');
  });
});

describe('merge values are data', () => {
  const evil = { company: '<script>alert(1)</script>' };

  test('tags in a value are words in either format', () => {
    const escaped = '&lt;script&gt;alert(1)&lt;/script&gt;';
    expect(mail('At {{ contact.company }}', evil)).toMatchObject({
      html: `<p>At ${escaped}</p>`,
      text: 'At <script>alert(1)</script>',
    });
    const html = renderEmail({ subject: 'x', body: '<p>At {{ contact.company }}</p>', format: 'html' }, dataWith(evil));
    expect(html).toMatchObject({ html: `<p>At ${escaped}</p>`, text: 'At <script>alert(1)</script>' });
  });

  test('a value cannot leave an attribute', () => {
    const content = { subject: 'x', body: '<a title="{{ contact.company }}">x</a>', format: 'html' as const };
    expect(renderEmail(content, dataWith({ company: '" onclick="x' })).html).toBe(
      '<a title="&quot; onclick=&quot;x">x</a>',
    );
  });

  test.each(['*Star* & _Co_', '[x](https://evil.example)', '- dash', '1. First', 'back\\slash\\*', 'A\\'])(
    'marks in a value stay as they are: %s',
    (company) => {
      expect(mail('{{ contact.company }} *x*', { company }).text).toBe(`${company} x`);
      const { html } = mail('{{ contact.company }} *x*', { company });
      expect(html.match(/<(li|em|strong)>/g)).toEqual(['<strong>']);
      expect(html).not.toContain('>x</a>');
    },
  );

  test('a value cannot begin a paragraph', () => {
    expect(mail('At {{ contact.company }}.', { company: 'One\r\n\r\nTwo' }).html).toBe('<p>At One<br>\nTwo.</p>');
  });

  test('a value that looks like an address for very long holds up nobody', () => {
    const value = `https://${'.'.repeat(40_000)}a`;
    expect(mail('{{ contact.company }}', { company: value }).text).toBe(value);
  });

  test('a value that was captured is quoted once', () => {
    expect(mail('{% capture c %}{{ contact.company }}{% endcapture %}{{ c }}', { company: 'A*B & C' })).toMatchObject({
      html: '<p>A*B &amp; C</p>',
      text: 'A*B & C',
    });
  });

  test('a subject stays one line, so no value can add a header', () => {
    const data = dataWith({ company: 'Acme\r\nBcc: all@example.com\u2028X' });
    expect(renderEmail({ subject: '{{ contact.company }}\n now', body: 'x' }, data).subject).toBe(
      'Acme Bcc: all@example.com X now',
    );
    expect(renderLine('{{ contact.company }}', data)).not.toMatch(/[\r\n]/);
  });

  test('task notes keep their lines and are not escaped', () => {
    expect(renderPlain('Ask {{ contact.firstName }}:\n- <why>', dataWith())).toBe('Ask Ada:\n- <why>');
  });
});

describe('the engine', () => {
  test('reads nothing but the data', () => {
    expect(renderPlain('{{ contact.constructor.name }}{{ contact.__proto__ }}{{ constructor }}', dataWith())).toBe('');
  });

  test('prints a plain date as that day, and takes "now" for the program\'s day', () => {
    expect(renderPlain('{{ contact.fields.renewal | date }}, {{ "now" | date: "%A" }}', dataWith())).toBe(
      'December 1, 2026, Monday',
    );
  });

  test.each([
    ['a huge loop', /memory/, '{% for i in (1..100000000) %}x{% endfor %}'],
    ['loops in loops', /memory/, '{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}'],
    [
      'a text that doubles',
      /memory/,
      '{% assign s = "0123456789" %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}',
    ],
    ['a text without end', /200000 characters/, `{% for i in (1..9999) %}${'x'.repeat(100)}{% endfor %}`],
    ['a text longer than any mail', /parse length/, 'x'.repeat(100_001)],
  ])('refuses %s, however fast the machine is', (_, message, body) => {
    // The time that a rendering may take is a last resort: no other limit needs it.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(() => mail(body)).toThrow(
      expect.objectContaining({ name: 'TemplateFault', message: expect.stringMatching(message) }),
    );
  });
});

test('an HTML body keeps its markup and gets a text version', () => {
  const content = {
    subject: 'x',
    body: '<h2>Hi {{ contact.firstName }}</h2><p>See <a href="https://x.example/">this</a></p>',
  };
  const { html, text } = renderEmail({ ...content, format: 'html' }, dataWith());
  expect(html).toBe('<h2>Hi Ada</h2><p>See <a href="https://x.example/">this</a></p>');
  expect(text).toMatch(/Hi Ada/i);
  expect(text).toContain('https://x.example/');
});
