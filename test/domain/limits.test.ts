import { applyDetails } from '../../src/app/contacts/contactDetails.js';
import { lengthOf, lengthWords } from '../../src/app/shown/textLength.js';
import { newContact } from '../../src/domain/contact/contact.js';
import { contactsFromCsv } from '../../src/domain/contact/contacts-csv.js';
import { checkPostalAddress } from '../../src/domain/contact/postal-address.js';
import { parseListFile } from '../../src/domain/fulfillment/list.js';
import * as limits from '../../src/domain/limits.js';
import { sideProblem } from '../../src/domain/postcard/render-card.js';
import { parsePeriod } from '../../src/domain/report/period.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import { renderText } from '../../src/domain/template/render-text.js';
import { parseTemplateFile } from '../../src/domain/template/template-file.js';
import { dataWith } from './template/template-data-for-tests.js';

/** What is said of an input in which so much stands: nothing where it fits. */
type Said = (amount: number) => readonly string[];
/** What use cases hold is in test/app/limits.test.ts. */
type Limits = Omit<typeof limits, 'requestLimits' | 'settingLimits'>;

const many = <T>(amount: number, make: (index: number) => T): T[] =>
  Array.from({ length: amount }, (_, index) => make(index));
const long = (amount: number) => 'x'.repeat(amount);

const sequence = (file: object) => {
  const parsed = parseSequence({ name: 'X', steps: [], ...file });
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
};
const step = (content: object) =>
  sequence({ steps: [{ id: 'a', kind: 'email', email: { subject: 'S', body: 'B' }, ...content }] });
const split = (content: object) => sequence({ steps: [{ id: 'a', kind: 'email', ...content }] });
const rule = (content: object) => sequence({ steps: [{ id: 'a', kind: 'rule', do: [{ addTag: 't' }], ...content }] });
const list = (items: readonly object[]) => {
  const read = parseListFile(
    { list: 'kit', items, deliver: { to: 'a@b.example', at: '17:00' } },
    { mayBePlain: false },
  );
  return read.ok ? [] : read.problems.map(({ message }) => message);
};
const address = (given: object) => {
  const here = { name: 'Ada', company: null, line1: '1 Main St', line2: null, city: 'Springfield' };
  const checked = checkPostalAddress({ ...here, state: 'IL', zip: '62701', country: 'US', ...given });
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};
const contact = (details: Parameters<typeof applyDetails>[1]) => {
  const applied = applyDetails(newContact('a@b.example'), details, { empty: 'clear' });
  return applied.ok ? [] : applied.problems.map(({ message }) => message);
};
const csv = (column: string, cell: string) =>
  contactsFromCsv(`email,${column}\na@b.example,"${cell}"\n`).problems.map(({ message }) => message);
const variant = (index: number) => ({ id: `v${index}`, weight: 1, template: 't' });
const nested = (depth: number): object => (depth === 0 ? { tag: 't' } : { not: nested(depth - 1) });

/** One for each limit: complete by the compiler's word. */
const inputs: { readonly [Table in keyof Limits]: { readonly [Limit in keyof Limits[Table]]: Said } } = {
  sequenceLimits: {
    steps: (amount) => sequence({ steps: many(amount, (index) => ({ id: `s${index}`, kind: 'delay', for: '1 day' })) }),
    variants: (amount) => split({ variants: many(amount, variant) }),
    conditions: (amount) => rule({ if: many(amount, () => ({ tag: 't' })) }),
    actions: (amount) => rule({ do: many(amount, () => ({ addTag: 't' })) }),
    // The step, its list and the tag are levels too.
    nesting: (amount) => rule({ if: [nested(amount - 3)] }),
    weight: (amount) => split({ variants: [{ ...variant(1), weight: amount }] }),
    sample: (amount) => split({ variants: [variant(1), variant(2)], promoteAfter: amount }),
    nameLength: (amount) => sequence({ name: long(amount) }),
    idLength: (amount) => step({ id: long(amount) }),
    descriptionLength: (amount) => sequence({ description: long(amount) }),
    lineLength: (amount) => step({ email: { subject: long(amount), body: 'B' } }),
    templateLength: (amount) => {
      const stored = parseTemplateFile({ template: 't', kind: 'email', email: { subject: 'S', body: long(amount) } });
      const said = stored.ok ? [] : stored.problems.map(({ message }) => message);
      return [...step({ email: { subject: 'S', body: long(amount) } }), ...said];
    },
    days: (amount) => step({ when: { days: amount } }),
    hours: (amount) => step({ when: { delay: `${amount} hours` } }),
    minutes: (amount) => step({ when: { delay: `${amount} minutes` } }),
    skippedDates: (amount) => sequence({ window: { skip: many(amount, () => '2026-12-24') } }),
    times: (amount) => step({ repeat: { every: '1 day', times: amount } }),
  },
  textLimits: {
    bodyLength: (amount) => [lengthWords(lengthOf(long(amount)))].filter((words) => words.includes('shorten it')),
  },
  postcardLimits: { sideLength: (amount) => [sideProblem('front', long(amount))].filter((said) => said !== null) },
  renderLimits: {
    length: (amount) => {
      try {
        renderText('{{ contact.company }}', dataWith({ company: long(amount) }), (value) => value);
        return [];
      } catch (error) {
        return [String(error)];
      }
    },
  },
  reportLimits: { days: (amount) => (parsePeriod(`${amount}d`) === null ? ['more than a report reaches back'] : []) },
  listLimits: {
    items: (amount) => list(many(amount, () => ({ item: 'Mug' }))),
    quantity: (amount) => list([{ item: 'Mug', quantity: amount }]),
  },
  addressLimits: {
    nameLength: (amount) => address({ name: long(amount) }),
    streetLength: (amount) => address({ line1: long(amount) }),
    lineLength: (amount) => address({ line1: long(amount), country: 'DE', state: null, zip: '10115' }),
    cityLength: (amount) => address({ city: long(amount) }),
  },
  contactLimits: {
    cellLength: (amount) => [
      ...contact({ company: long(amount) }),
      ...contact({ fields: { size: long(amount) } }),
      ...contact({ tags: [long(amount)] }),
      ...csv('company', long(amount)),
      ...csv('size', long(amount)),
      ...csv('tags', long(amount)),
    ],
    notesLength: (amount) => [...contact({ notes: long(amount) }), ...csv('notes', long(amount))],
    tags: (amount) => [
      ...contact({ tags: many(amount, (index) => `t${index}`) }),
      ...csv('tags', many(amount, (index) => `t${index}`).join(';')),
    ],
  },
};

const tables: Readonly<Record<string, Readonly<Record<string, number>>>> = limits;
const cases = Object.entries(inputs).flatMap(([table, rows]) =>
  Object.entries(rows).map(([limit, said]) => {
    return [table, limit, tables[table]?.[limit] ?? 0, said as Said] as const;
  }),
);

describe.each(cases)('%s.%s', (_table, limit, most, said) => {
  test(`${most} fit`, () => {
    expect(said(most)).toEqual([]);
  });

  test(`${most + 1} are refused, each time with what to do`, () => {
    const refusals = said(most + 1);
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) expect(refusal).toMatch(/at most|too long|longer than|must be|more than/);
    if (limit === 'cellLength') expect(refusals).toHaveLength(6);
    if (['templateLength', 'notesLength', 'tags'].includes(limit)) expect(refusals).toHaveLength(2);
  });
});
