import fc from 'fast-check';
import { vi } from 'vitest';
import { liquid } from '../../../src/domain/template/engine.js';
import { withFooter } from '../../../src/domain/template/footer.js';
import { escapeMarkup } from '../../../src/domain/template/markup.js';
import { writeMarkup } from '../../../src/domain/template/markup-output.js';
import { textsOf } from '../../../src/domain/template/mould.js';
import { blankFields, fillEmail, renderEmail, renderLine } from '../../../src/domain/template/render-email.js';
import { renderText, TemplateFault } from '../../../src/domain/template/render-text.js';
import type { TemplateData } from '../../../src/domain/template/template-data.js';
import { somebody, text } from './arbitrary-text.js';
import { dataWith } from './template-data-for-tests.js';

interface Person extends Record<string, unknown> {
  readonly plan: unknown;
  readonly handle: unknown;
}

function dataOf({ plan, handle, ...cells }: Person): TemplateData {
  const data = dataWith({});
  return {
    ...data,
    contact: { ...data.contact, ...cells, fields: { plan } },
    owner: { ...data.owner, handle: handle as string, title: handle as string },
    unsubscribe: { url: `https://drumbeat.example/u/${String(plan)}` },
  };
}

/** Rendered for this one alone, as the documentation of each part says. */
function alone(subject: string, body: string, data: TemplateData) {
  const { text: filled } = renderText(body, data, escapeMarkup);
  return {
    mail: { subject: renderLine(subject, data), ...writeMarkup(filled) },
    blanks: blankFields({ subject, body }, data),
  };
}

/** As it arrives. */
function filled(...of: Parameters<typeof fillEmail>) {
  const { subject, says, blanks } = fillEmail(...of);
  if (!('mould' in says)) return { mail: { subject, ...says }, blanks };
  return { mail: { subject, ...textsOf(says) }, blanks, mould: says.mould };
}

function orFault<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateFault) return error.message;
    throw error;
  }
}

/** Of those who come twice what is known of one text is made, and used from their third time on. */
function expectEachAsAlone(subject: string, body: string, people: readonly Person[]) {
  for (const person of [...people, ...people, ...people]) {
    const data = dataOf(person);
    const footer = {
      postalAddress: 'Harbor <Inc>\n12 Long Wharf',
      unsubscribeUrl: `https://d.example/?u=1&c=${person.plan}`,
    };
    const found = orFault(() => filled({ subject, body }, data));
    const withFoot = orFault(() => filled({ subject, body }, data, footer));
    const own = orFault(() => alone(subject, body, data));
    if (typeof own === 'string') expect([found, withFoot]).toEqual([own, own]);
    else {
      expect(found).toMatchObject(own);
      expect(withFoot).toMatchObject({ ...own, mail: withFooter(own.mail, footer) });
    }
  }
}

test('whoever a text was written for before, each gets what they would get alone', () => {
  fc.assert(fc.property(text, text, fc.array(somebody, { minLength: 2, maxLength: 4 }), expectEachAsAlone), {
    numRuns: 300,
  });
});

const ada = { firstName: 'Ada', company: 'Engines', title: 'Head', tags: [], plan: 'team', handle: 'ana' };

test.each<[string, string, readonly object[]]>([
  ['a word that begins an address', '{{ contact.firstName }}://x.example', [{ firstName: 'http' }]],
  ['a word that ends a list mark', '1{{ contact.firstName }} x', [{ firstName: '. Ada' }]],
  ['a name that is the address behind it', '[{{ contact.firstName }}](mailto:Ada)', [{ firstName: 'Grace' }]],
  ['a value inside an address', '[x](https://a.example/?q=({{ contact.firstName }}))', [{ firstName: 'Grace Hopper' }]],
  [
    'a value in the middle of an address’ host',
    'See https://www.{{ contact.company }}.example for more, and [this](https://www.{{ contact.company }}.example).',
    [{ company: 'Looms' }],
  ],
  [
    'a value in an address that begins with another',
    'See {{ contact.title }}.{{ contact.company }} for more',
    [
      { title: 'https://www', company: 'Looms' },
      { title: 'https://www', company: 'Engines' },
    ],
  ],
  [
    'the length of a value that stands in the text too',
    '{{ contact.company }} has {{ contact.company.size }} letters',
    [{ company: 'Looms' }, { company: 'Spinning Mills' }],
  ],
  [
    'a field called size, which not all have',
    '{{ contact.size }}, {{ contact.fields.size }}{% if contact.size > 13 %} or more{% endif %}',
    [{ more: 'x' }, { more: 'x', most: 'y' }, { size: 40 }],
  ],
  ['a tag that trims a blank line', 'Hi\n\n{{- contact.firstName }}', [{ firstName: 'Grace' }]],
  [
    'a text that ends in a space: one that is in italics',
    'For {{ contact.firstName }}\n\n_\\ _',
    [{ firstName: 'Grace' }],
  ],
  ['characters for private use in the text', '\ue0d50\ue0d6 {{ contact.firstName }}', [{ firstName: 'Grace' }]],
  [
    'values that change their places when one turns out to stand in an address',
    '{% if contact.title == "x" %}https://a.example/{{ contact.firstName }}{% endif %} {{ contact.firstName }}, {{ contact.company }}',
    [
      { title: '2026-03-02', company: '2026-03-02' },
      { title: '2026-03-02', company: '2026-03-02' },
      { title: '2026-03-02', company: '2026-03-02' },
      { title: 'x' },
      { title: 'x' },
      { title: '2026-03-02', firstName: '2026-03-02' },
    ],
  ],
])('%s', (_what, body, people) => {
  expectEachAsAlone('', body, [ada, ...people.map((person) => ({ ...ada, ...person }))]);
});

test('a text is rendered for the first two who are alike and for nobody after them, whatever their names are', () => {
  const rendered = vi.spyOn(liquid.renderer, 'renderTemplates');
  const body = 'Hi {{ contact.firstName }},\n\n{% if contact.title %}How is {{ contact.company }}?{% endif %}\n\nBye';
  const mailTo = (firstName: string) =>
    renderEmail({ subject: 'For {{ contact.firstName }}', body }, dataOf({ ...ada, firstName }));
  for (const firstName of ['Ada', 'Grace']) mailTo(firstName);
  const times = rendered.mock.calls.length;
  expect(mailTo('Mary').text).toBe('Hi Mary,\n\nHow is Engines?\n\nBye');
  expect(rendered).toHaveBeenCalledTimes(times);
  rendered.mockRestore();
});

test('what everybody would have a text of their own for is not kept', () => {
  const body = 'Hi {{ contact.firstName | upcase }}, {{ contact.company }}.';
  expectEachAsAlone(
    '',
    body,
    Array.from({ length: 150 }, (_, index) => ({ ...ada, firstName: `Ada ${index}` })),
  );
});

test('a text that is too long with somebody’s name in it is so for them alone', () => {
  const body = '{{ contact.firstName }}\n\n'.repeat(2_500);
  const people = ['Ada', 'Grace', 'x'.repeat(77), 'x'.repeat(79)].map((firstName) => ({ ...ada, firstName }));
  expectEachAsAlone('', body, people);
});

test('of a long text that many weigh differently, only so much is kept', () => {
  const rendered = vi.spyOn(liquid.renderer, 'renderTemplates');
  const body = `{{ contact.title | upcase }}, {{ contact.firstName }}. ${'word '.repeat(10_000)}`;
  const timesFor = (title: string) => {
    rendered.mockClear();
    for (const firstName of ['Ada', 'Grace', 'Mary', 'Joan'])
      fillEmail({ subject: 'Hi', body }, dataOf({ ...ada, title, firstName }));
    return rendered.mock.calls.length;
  };
  timesFor('no');
  // Twice 50,000 characters each.
  expect(['a', 'b', 'no', 'a', 'b'].map(timesFor)).toEqual([2, 2, 0, 0, 0]);
  expect(['c', 'no', 'c'].map(timesFor)).toEqual([2, 2, 0]);
  rendered.mockRestore();
});

/** What a text has in common for those with this title, who are several. */
function mouldFor(body: string, title: string, postalAddress: string) {
  const footer = { postalAddress, unsubscribeUrl: 'https://d.example/' };
  const mails = ['Ada', 'Grace'].map((firstName) =>
    filled({ subject: 'Hi', body }, dataOf({ ...ada, title, firstName }), footer),
  );
  return mails[1]?.mould;
}

test.each([
  ['a short text is kept for those who weigh differently', 1_000, ['a', 'b', 'a'], ['x'], true],
  ['a long one is not', 10_000, ['a', 'b', 'a'], ['x'], false],
  ['a text is kept with the footers of two workspaces', 1_000, ['a'], ['x', 'y', 'x'], true],
  ['one is not with those of many', 1_000, ['a'], ['x', 'y', 'z', 'x'], false],
])('what mails have in common is kept within bounds: %s', (_, words, titles, addresses, isKept) => {
  const body = `{{ contact.title | upcase }}, {{ contact.firstName }}. ${'word '.repeat(words)}`;
  const moulds = addresses.flatMap((address) => titles.map((title) => mouldFor(body, title, address)));
  expect(moulds[0]).toBeDefined();
  expect(moulds.at(-1) === moulds[0]).toBe(isKept);
});
