import fc from 'fast-check';

/** What a text may ask for. */
const fields = ['firstName', 'company', 'title', 'tags', 'fields.plan'].map((name) => `contact.${name}`);
const sizes = ['contact.company.size', 'contact.fields.size'];
const field = fc.constantFrom(
  ...fields,
  ...fields,
  ...sizes,
  'owner.handle',
  'owner.title',
  'unsubscribe.url',
  'today',
);
const output = fc
  .tuple(
    field,
    fc.constantFrom(
      '',
      '',
      '',
      ' | default: "there"',
      ' | upcase',
      ' | append: contact.title',
      ' | truncate: 3',
      ' | size',
    ),
  )
  .map(([of, filter]) => `{{ ${of}${filter} }}`);
const condition = fc
  .tuple(field, fc.constantFrom('', ' contains "Eng"', ' == blank', ' == "1"'))
  .map((both) => both.join(''));
/** What a field may stand beside: all that markup, addresses and lists look at. */
const beside = fc.constantFrom(
  ...[
    '',
    '',
    ' ',
    ' ',
    '\n',
    '\n\n',
    '\n \n',
    '\n- ',
    '\n1. ',
    '\n2) ',
    '\n  ',
    '*',
    '**',
    '_',
    '[',
    '](https://a.example)',
    ')',
    '\\',
  ],
  ...[
    'https://a.example/',
    'https://www.',
    '[x](https://a.example,',
    'http',
    'https://',
    '://x.example',
    ':',
    '//',
    's://',
    'h',
    '.',
    ', ',
    '!',
    "'s ",
    '-',
    '(',
    '"',
    '&',
    '<b>',
    'a',
    '1',
  ],
  ...[
    '](mailto:ada@example.com)',
    '[a short read](https://a.example/x)',
    ' *bold* ',
    ' _it_ ',
    '@',
    '#',
    '•',
    '•  ',
    '> ',
  ],
);
const piece = fc.oneof(
  output,
  output,
  beside,
  beside,
  fc.tuple(condition, beside, output, beside).map(([of, a, b, c]) => `{% if ${of} %}${a}${b}{% else %}${c}{% endif %}`),
  fc.tuple(field, output).map(([of, a]) => `{% case ${of} %}{% when "Ada", "1" %}${a}{% endcase %}`),
  fc.constantFrom(
    '{%- if contact.title -%} x {%- endif -%}',
    '{% assign who = contact.company %}',
    '{{ who }}',
    '{% cycle "a", "b" %}',
  ),
  fc.tuple(field, output).map(([of, a]) => `{% for one in ${of} %}${a}{{ one }}{% endfor %}`),
);
/** A text of up to a dozen pieces that may weigh on each other. */
export const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
/** What may stand in a field: names, what looks like markup, a list or an address, and what is no text. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    'Ada',
    'Grace Hopper',
    "O'Neil & Sons",
    'Élodie',
    'José',
    'Acme Inc.',
    'Smith-Jones',
    'h',
    'http',
    'ttps',
  ),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    'Ada ',
    ' Ada',
    'A  B',
    '1',
    '• x',
    '- x',
    '*x*',
    'a_b',
    '<b>',
    'a\nb',
    'a\n\nb',
    'https://b.example/?a=1&b=2',
  ),
  fc.constantFrom<unknown>(
    'xn--a',
    'ada@example.com',
    '\ue0d50\ue0d6',
    '\ue0d5',
    'x'.repeat(600),
    ['a', 'b'],
    3,
    false,
    '\\',
    '](',
    '{{ x }}',
  ),
  fc.string(),
);
/** Whoever such a text is written for. */
export const somebody = fc.record({
  firstName: value,
  company: value,
  title: value,
  tags: value,
  plan: value,
  handle: value,
});
