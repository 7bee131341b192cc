import fc from 'fast-check';
import { blanksOnce } from '../../../src/domain/template/blanks-once.js';
import { blankVariables } from '../../../src/domain/template/render-email.js';
import { TemplateFault } from '../../../src/domain/template/render-text.js';
import type { TemplateData } from '../../../src/domain/template/template-data.js';
import { dataWith } from './template-data-for-tests.js';

const field = fc
  .constantFrom('company', 'title', 'tags', 'fields.plan', 'plan', 'name')
  .map((name) => `contact.${name}`);
const filter = fc.constantFrom(
  ...[
    'default: "there"',
    'default: ""',
    'default: contact.title',
    'upcase',
    'remove: "Engines"',
    'append: contact.name',
  ],
  ...['size', 'first', 'slice: 0', 'times: 2', 'join: " "', 'date: "%Y"'],
);
const output = fc
  .tuple(
    fc.oneof(
      field,
      field,
      fc.constantFrom('today', 'who', '"now"', 'owner.title', 'contact', 'contact[contact.title]'),
      fc.constantFrom('contact.company.size', 'contact.tags.first', 'contact.title.0', '[contact.plan].name'),
    ),
    fc.array(filter, { maxLength: 2 }),
  )
  .map(([value, filters]) => `{{ ${[value, ...filters].join(' | ')} }}`);
const condition = fc.oneof(
  field,
  fc
    .tuple(field, fc.constantFrom('== blank', '== nil', 'contains "Engines"', '== "plan"', '> 1'))
    .map((both) => both.join(' ')),
);
const text = fc
  .array(
    fc.oneof(
      output,
      output,
      output,
      fc.tuple(condition, output, output).map(([of, a, b]) => `{% if ${of} %}${a}{% else %}${b}{% endif %}`),
      fc.tuple(field, output).map(([of, a]) => `{% for who in ${of} %}${a}{{ who }}{% endfor %}`),
      field.map((of) => `{% assign who = ${of} %}`),
      output.map((a) => `{% capture who %}${a}{% endcapture %}`),
      fc.tuple(field, output).map(([of, a]) => `{% case ${of} %}{% when "plan", contact.title %}${a}{% endcase %}`),
      fc.constantFrom(
        'Hi ',
        '{% comment %}{{ contact.company }}{% endcomment %}',
        '{% raw %}{{ contact.title }}{% endraw %}',
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));
const value = fc.constantFrom<unknown>(
  null,
  undefined,
  '',
  '  ',
  ' x',
  'plan',
  'contact',
  'Engines',
  'Engines 2',
  0,
  7,
);
const data = fc
  .record({ company: value, title: value, name: value, tags: fc.constantFrom([], [''], ['a', 'b']), plan: value })
  .map(({ plan, ...cells }): TemplateData => dataWith({ plan, ...cells, fields: plan === undefined ? {} : { plan } }));

test('what many would leave blank is what each would, whatever the text reads', () => {
  fc.assert(
    fc.property(text, fc.array(data, { minLength: 2, maxLength: 12 }), (of, everybody) => {
      const blanksOf = blanksOnce(of);
      expect(everybody.map((one) => answer(() => blanksOf(one)))).toEqual(
        everybody.map((one) => answer(() => blankVariables(of, one))),
      );
    }),
    { numRuns: 300 },
  );
});

test('names and companies make no difference to a text that only puts them out', () => {
  const blanksOf = blanksOnce(
    'Hi {{ contact.firstName }}, {{ contact.company | default: "you" }}{% if contact.title %}!{% endif %}',
  );
  const first = blanksOf(dataWith());
  expect(blanksOf(dataWith({ firstName: 'Charles', company: 'Difference' }))).toBe(first);
  expect(blanksOf(dataWith({ title: 'Analyst' }))).not.toBe(first);
});

test.each([
  ['a name of its own', '{% assign who = contact.company %}{% if who == "plan" %}{{ contact.title }}{% endif %}'],
  [
    'what it has collected',
    '{% capture who %}{{ contact.company }}{% endcapture %}{% if who == "plan" %}{{ contact.title }}{% endif %}',
  ],
  ['a field that names another', '{{ [contact.company].title }}{{ contact.fields[contact.company] }}'],
])('%s makes the same difference as what it comes from', (_, of) => {
  const blanksOf = blanksOnce(of);
  const pairs = ['Engines', 'plan', 'contact'].flatMap((company) =>
    [null, 'Head'].map((title) => ({ company, title })),
  );
  for (const pair of pairs) {
    const one = dataWith(pair);
    expect(blanksOf(one)).toEqual(blankVariables(of, one));
  }
});

test('a text that only some values make too long is too long for these alone', () => {
  const blanksOf = blanksOnce('{{ contact.notes }}'.repeat(100));
  expect(blanksOf(dataWith({ notes: 'short' }))).toEqual([]);
  expect(() => blanksOf(dataWith({ notes: 'long'.repeat(1000) }))).toThrow(TemplateFault);
});

/** The same where it cannot be rendered. */
function answer(work: () => readonly string[]): readonly string[] | string {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error.message : 'thrown';
  }
}
