import { readFileSync } from 'node:fs';
import { applyDetails } from '../../src/app/contacts/contactDetails.js';
import { newContact } from '../../src/domain/contact/contact.js';
import { contactsFromCsv } from '../../src/domain/contact/contacts-csv.js';
import { checkPostalAddress } from '../../src/domain/contact/postal-address.js';
import { parseListFile } from '../../src/domain/fulfillment/list.js';
import { parseWebhookAddress } from '../../src/domain/fulfillment/webhook-address.js';
import { senderRefusal } from '../../src/domain/mail/sender.js';
import { readSender } from '../../src/domain/postcard/sender.js';
import { type Refusal, refusalCodes, refusalOf, refuse } from '../../src/domain/refusal.js';
import type { refusals } from '../../src/domain/refusals.js';
import type { textRefusals } from '../../src/domain/refusals-of-texts.js';
import { conditionKindProblems } from '../../src/domain/sequence/check-conditions.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import { parseCase } from '../../src/domain/simulate/case.js';
import { actionKinds } from '../../src/domain/steps/action.js';
import { checkTemplate } from '../../src/domain/template/check-template.js';
import { lengthProblem } from '../../src/domain/template/least-length.js';
import { parseTemplateFile } from '../../src/domain/template/template-file.js';

import { programTexts } from '../architecture/sources.js';
import { saysWhatToDo } from '../support/advice.js';
import { refusalsPage } from '../support/refusals-page.js';

const told = (problems: readonly Refusal[]): Refusal[] => problems.map(({ code, message }) => ({ code, message }));

const sequence = (file: unknown) => {
  const parsed = parseSequence(file);
  return parsed.ok ? [] : told(parsed.problems);
};
const head = (keys: object) => sequence({ name: 'X', steps: [], ...keys });
const steps = (...list: readonly unknown[]) => head({ steps: list });
const dated = (step: object) => head({ type: 'date', steps: [step] });
const mail = { id: 'a', kind: 'email', email: { subject: 'S', body: 'B' } };
const mailWith = (keys: object) => steps({ ...mail, ...keys });
const rule = (keys: object) => steps({ id: 'a', kind: 'rule', do: [{ addTag: 't' }], ...keys });
const asked = (condition: unknown) => rule({ if: [condition] });
const split = (keys: object, ...variants: readonly object[]) => steps({ id: 'a', kind: 'email', variants, ...keys });
const branch = (goto: string) => {
  const fork = { id: 'b', kind: 'branch', if: [{ tag: 't' }] };
  return steps(mail, Object.assign(fork, { else: { goto } }));
};
const wrongStep = (condition: unknown) => {
  const parsed = parseSequence({ name: 'X', steps: [{ id: 'q', kind: 'branch', if: [condition] }] });
  return parsed.ok ? told(conditionKindProblems(parsed.sequence.steps, ['steps'])) : [];
};
const template = (file: unknown) => {
  const parsed = parseTemplateFile(file);
  return parsed.ok ? [] : told(parsed.problems);
};
const stored = (name: string, keys: object = {}) => ({
  ...{ template: name, kind: 'email', email: { subject: 'S', body: 'B' } },
  ...keys,
});
const text = (written: string) => {
  const check = checkTemplate(written, { customFields: ['size'] });
  return check.ok ? [] : told(check.problems);
};
const list = (keys: object) => {
  const file = { list: 'kit', items: [{ item: 'Mug' }], deliver: { to: 'a@b.example', at: '17:00' }, ...keys };
  const parsed = parseListFile(file, { mayBePlain: false });
  return parsed.ok ? [] : told(parsed.problems);
};
const webhook = (address: string) => {
  const parsed = parseWebhookAddress(address, { mayBePlain: false });
  return parsed.ok ? [] : [refusalOf(parsed)];
};
const csv = (content: string | Uint8Array) => told(contactsFromCsv(content).problems);
const cell = (column: string, value: string) => csv(`email,${column}\na@b.example,${value}\n`);
const address = (keys: object) => {
  const here = { name: 'Ada', company: null, line1: '1 Main St', line2: null, city: 'Springfield' };
  const checked = checkPostalAddress({ ...here, state: 'IL', zip: '62701', country: 'US', ...keys });
  return checked.ok ? [] : told(checked.problems);
};
const sender = (text: string) => {
  const read = readSender(text);
  return read.ok ? [] : told(read.problems);
};
const typed = (details: Parameters<typeof applyDetails>[1]) => {
  const applied = applyDetails(newContact('a@b.example'), details, { empty: 'clear' });
  return applied.ok ? [] : told(applied.problems);
};
const aCase = { sequence: { name: 'X', steps: [mail] }, accountZone: 'Europe/London', enrolledAt: '2026-03-02T09:00' };
const simulated = (input: unknown) => {
  const parsed = parseCase(input);
  return parsed.ok ? [] : told(parsed.problems);
};
const nested = (depth: number): object => (depth === 0 ? { tag: 't' } : { not: nested(depth - 1) });

/** What is said of an input, and the sentence that has to be among it. */
type Example = readonly [said: readonly Refusal[], wanted: Refusal];

/** A worked example for each code of the domain's own tables: complete by the compiler's word. */
const examples: { readonly [Code in keyof typeof refusals | keyof typeof textRefusals]: Example } = {
  notText: [head({ name: 1 }), refuse('notText')],
  empty: [head({ name: '' }), refuse('empty')],
  tooLong: [head({ name: 'x'.repeat(151) }), refuse('tooLong', 150)],
  notId: [steps({ ...mail, id: 'Big One' }), refuse('notId')],
  notTemplateName: [template(stored('Big One')), refuse('notTemplateName')],
  notHtml: [
    template({ template: 'a', kind: 'postcard', postcard: { front: 'Hello', back: '<p>Hi</p>' } }),
    refuse('notHtml'),
  ],
  notList: [head({ steps: 'intro' }), refuse('notList', 'steps')],
  noneInList: [rule({ do: [] }), refuse('noneInList', 'action')],
  tooMany: [head({ steps: Array.from({ length: 201 }, () => null) }), refuse('tooMany', 200, 'steps')],
  notObject: [mailWith({ email: 'Hello' }), refuse('notObject', ['subject', 'body'])],
  notOneOf: [
    steps({ id: 'a', kind: 'task', task: { title: 'T', type: 'sing' } }),
    refuse('notOneOf', ['call', 'linkedin', 'email', 'todo']),
  ],
  notEither: [head({ zone: 'mine' }), refuse('notEither', 'account', 'contact')],
  notTrue: [asked({ meetingBooked: false }), refuse('notTrue')],
  notWhole: [mailWith({ when: { days: 1.5 } }), refuse('notWhole', 0)],
  notWithin: [list({ items: [{ item: 'Mug', quantity: 0 }] }), refuse('notWithin', 1, 1000)],
  tooLarge: [mailWith({ when: { days: 99_999 } }), refuse('tooLarge', 36_500)],
  notWeight: [split({}, { id: 'x', weight: 0, template: 't' }), refuse('notWeight', 1_000_000)],
  notValue: [rule({ do: [{ setField: { name: 'size', value: [] } }] }), refuse('notValue', 'true, false or null')],
  tooDeep: [asked(nested(30)), refuse('tooDeep', 20)],

  notTime: [head({ defaultTime: 9 }), refuse('notTime', '09:30')],
  noSuchTime: [head({ defaultTime: '25:00' }), refuse('noSuchTime', '23:59')],
  notDate: [head({ window: { skip: [2026] } }), refuse('notDate')],
  noSuchDate: [head({ window: { skip: ['2026-02-30'] } }), refuse('noSuchDate')],
  notDuration: [
    steps({ id: 'a', kind: 'delay', for: 'soon' }),
    refuse('notDuration', '"N minutes" or "N hours" or "N days"'),
  ],
  notWhen: [mailWith({ when: 3 }), refuse('notWhen')],
  notOffset: [dated({ ...mail, when: { event: 'renewal', offset: 'a week' } }), refuse('notOffset')],
  noWeekday: [mailWith({ when: { weekdays: [] } }), refuse('noWeekday')],
  notCountry: [head({ window: { holidays: 'Utopia' } }), refuse('notCountry')],
  notReenroll: [head({ reenroll: 'sometimes' }), refuse('notReenroll')],
  shutBeforeOpen: [head({ window: { from: '17:00', to: '08:00' } }), refuse('shutBeforeOpen', '17:00', '08:00')],
  noSharedDay: [
    head({ window: { days: ['mon'] }, steps: [{ ...mail, when: { weekdays: ['sat'] } }] }),
    refuse('noSharedDay', ['mon']),
  ],

  notSequence: [sequence([]), refuse('notSequence')],
  notStep: [steps('intro'), refuse('notStep')],
  wrongKind: [
    dated({ id: 'a', kind: 'delay', for: '1 day' }),
    refuse('wrongKind', 'delay', 'date', ['email', 'sms', 'task', 'postcard', 'fulfillment', 'rule']),
  ],
  stepIdTaken: [steps(mail, mail), refuse('stepIdTaken', 'a')],
  variantIdTaken: [
    split({}, { id: 'x', weight: 1, template: 't' }, { id: 'x', weight: 1, template: 'u' }),
    refuse('variantIdTaken', 'x'),
  ],
  missing: [steps({ id: 'a' }), refuse('missing', '"kind"')],
  excluding: [mailWith({ template: 't' }), refuse('excluding', '"email" and "template"')],
  unknownKey: [mailWith({ wen: 1 }), refuse('unknownKey', 'wen', 'did you mean "when"?')],
  valueWithoutPlace: [asked({ field: 'size', is: 'set', value: 1 }), refuse('valueWithoutPlace')],
  gotoBack: [branch('a'), refuse('gotoBack', 'a')],
  gotoNowhere: [branch('z'), refuse('gotoNowhere', 'z')],
  notWay: [steps({ id: 'a', kind: 'branch', if: [{ tag: 't' }], else: 'stop' }), refuse('notWay')],
  notCondition: [asked('t'), refuse('notCondition')],
  neverOpened: [wrongStep({ not: { clicked: 'q' } }), refuse('neverOpened', 'q', 'branch')],
  neverReplied: [wrongStep({ replied: 'q' }), refuse('neverReplied', 'q', 'branch')],
  neverEnded: [wrongStep({ any: [{ taskOutcome: 'q', is: 'done' }] }), refuse('neverEnded', 'q', 'branch')],
  notAction: [rule({ do: ['t'] }), refuse('notAction', actionKinds)],
  notWebAddress: [rule({ do: [{ webhook: 'ftp://x' }] }), refuse('notWebAddress')],
  notSender: [[senderRefusal('a@b.example', [])], refuse('notSender', 'a@b.example', '')],
  nothingToPromote: [mailWith({ promoteAfter: 10 }), refuse('nothingToPromote')],
  pauseOnDates: [
    dated({ id: 'a', kind: 'task', task: { title: 'T' }, when: { date: '2026-12-01' }, pause: true }),
    refuse('pauseOnDates'),
  ],
  repeatOnDates: [dated({ ...mail, when: { date: '2026-12-01' }, repeat: {} }), refuse('repeatOnDates')],

  noTemplate: [template([]), refuse('noTemplate')],
  templateTwice: [template([stored('a'), stored('a')]), refuse('templateTwice', 'a')],
  notRecipient: [list({ deliver: { to: 'Ada', at: '17:00' } }), refuse('notRecipient')],

  notCase: [simulated([]), refuse('notCase')],
  notZoneName: [simulated({ ...aCase, accountZone: 'Mars' }), refuse('notZoneName')],
  notDateTime: [simulated({ ...aCase, enrolledAt: 'soon' }), refuse('notDateTime')],
  notFields: [simulated({ ...aCase, contact: { fields: 1 } }), refuse('notFields')],
  notEvent: [simulated({ ...aCase, events: ['reply'] }), refuse('notEvent')],
  beforeEnrolled: [
    simulated({ ...aCase, events: [{ at: '2026-03-01T09:00', type: 'reply' }] }),
    refuse('beforeEnrolled'),
  ],

  unknownFilter: [text('{{ contact.name | upcas }}'), refuse('unknownFilter', 'upcas', '; did you mean upcase?')],
  unknownTag: [text('{% sing %}'), refuse('unknownTag', 'sing', '')],
  notReadable: [text('Hi {{ }}'), refuse('notReadable', '{{ }}', '{{ contact.firstName }}')],
  strayEnd: [text('Hi {% endif %}'), refuse('strayEnd', 'endif', 'if')],
  strayMiddle: [text('Hi {% else %}'), refuse('strayMiddle', 'else', 'if')],
  twoElse: [text('{% if contact.name %}{% else %}{% else %}{% endif %}'), refuse('twoElse', '{% if contact.name %}')],
  noEnd: [text('Hi {{ contact.name'), refuse('noEnd', '“{{ contact.name”', '}} after the field')],
  unknownField: [
    text('{{ contact.fields.sise }}'),
    refuse('unknownField', 'contact.fields.sise', 'sise', '; did you mean contact.fields.size?'),
  ],
  unknownVariable: [
    text('{{ contact.firstNam }}'),
    refuse('unknownVariable', 'contact.firstNam', '; did you mean contact.firstName?'),
  ],
  tooLongForAll: [
    [lengthProblem(`${'x'.repeat(1601)}{{ contact.name }}`, 'sms')].flatMap((problem) => problem ?? []),
    refuse('tooLongForAll', 1601, 1600),
  ],
  filterForm: [text('{{ contact.name | default }}'), refuse('filterForm', 'default', 'default: "there"')],
  curlyQuotes: [text('{{ contact.name | default: “x” }}'), refuse('curlyQuotes', '{{ contact.name | default: “x” }}')],
  andBeforeOr: [
    text('{% if contact.name and owner.name or true %}x{% endif %}'),
    refuse('andBeforeOr', '{% if contact.name and owner.name or true %}'),
  ],
  lostWords: [text('{% case contact.name %}Hi{% when "x" %}{% endcase %}'), refuse('lostWords', 'Hi')],
  nameOfFields: [text('{% assign contact = "x" %}'), refuse('nameOfFields', 'contact')],
  oneBrace: [text('Hi {contact.name}'), refuse('oneBrace', '{contact.name}', 'contact.name')],
  lookedUp: [text('{{ contact[owner.name] }}'), refuse('lookedUp', 'contact[owner.name]')],
  notWebhook: [webhook('pack it'), refuse('notWebhook')],
  plainWebhook: [webhook('http://pack.example'), refuse('plainWebhook')],
  passwordInWebhook: [webhook('https://me:secret@pack.example'), refuse('passwordInWebhook')],

  notAddress: [csv('email\nada'), refuse('notAddress', 'ada', 'it has no @')],
  noAddress: [csv('email,name\n,Ada'), refuse('noAddress')],
  notZone: [cell('zone', 'Mars'), refuse('notZone', 'Mars', null)],
  notPhone: [cell('phone', '+1'), refuse('notPhone', '+1', '')],
  noSuchDay: [cell('renewal', '2026-02-30'), refuse('noSuchDay', '2026-02-30')],
  cellTooLong: [cell('company', 'x'.repeat(501)), refuse('cellTooLong', 500, 501)],
  tooManyTags: [
    typed({ tags: Array.from({ length: 201 }, (_, index) => `t${index}`) }),
    refuse('tooManyTags', 200, 201),
  ],
  tagTooLong: [typed({ tags: ['x'.repeat(501)] }), refuse('tagTooLong', 500)],
  partMissing: [address({ city: null }), refuse('partMissing', 'city')],
  notCountryName: [address({ country: 'Utopia' }), refuse('notCountryName', 'Utopia')],
  notState: [address({ state: 'Bavaria' }), refuse('notState', 'Bavaria')],
  notZip: [address({ zip: '1' }), refuse('notZip', '1')],
  nameTooLong: [address({ name: 'x'.repeat(41) }), refuse('nameTooLong', 'x'.repeat(41), 40)],
  streetTooLong: [address({ line1: 'x'.repeat(51) }), refuse('streetTooLong', 50)],
  cityTooLong: [address({ city: 'x'.repeat(201) }), refuse('cityTooLong', 200)],
  noEmailColumn: [csv('name\nAda'), refuse('noEmailColumn', '')],
  columnTwice: [csv('email,mail\na@b.example,'), refuse('columnTwice', 'email', 'mail', 'email')],
  tooManyCells: [csv('email\na@b.example,x'), refuse('tooManyCells', 2, 1)],
  noHeader: [csv('email,\na@b.example,x'), refuse('noHeader', 'x')],
  tooManyParts: [sender('Acme, 1 Main St, Suite 2, Floor 3, Springfield, IL 62701'), refuse('tooManyParts')],
  notUtf8: [csv(new Uint8Array([0xff, 0xfe, 0xfd])), refuse('notUtf8')],
  noLine: [csv(''), refuse('noLine')],
  openQuote: [csv('email\n"a@b.example'), refuse('openQuote')],
  unreadableLine: [
    csv(`email
${'x'.repeat(1_200_000)}`),
    refuse(
      'unreadableLine',
      'Max Record Size: record exceed the maximum number of tolerated bytes of 1000000 at line 2',
    ),
  ],
  notOwner: [cell('owner', 'two words'), refuse('notOwner', 'two words')],
};

test.each(Object.entries(examples))('%s is told, in its sentence', (_code, [said, wanted]) => {
  expect(said).toContainEqual(wanted);
});

/** What is wrong with it, which is its only word, says what to write. */
const ownWords = ['notAddress', 'notPhone'];
const advised = Object.entries(examples).filter(([code]) => !ownWords.includes(code));

test.each(advised)('%s says what to do', (_code, [, { message }]) => {
  expect(message).toSatisfy(saysWhatToDo);
});

test('the page of all refusals is that of the tables: `node scripts/refusals.js` writes it', () => {
  const page = readFileSync(new URL('../../docs/refusals.md', import.meta.url), 'utf8');
  expect(page).toBe(refusalsPage());
  expect(refusalCodes.filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([]);
});

test('nothing that people enter is refused with a sentence that has no code', () => {
  const inDomain =
    /\b(?:error|message|reason): ?['`](?=[^'`]*\s)|\brefuse\(['`][A-Z]|\b(?:regex|refine|min|max|int)\((?!.*coded\().*, ['"`]["\w]|\breturn ['`](?:mails|its?|the|no|nobody|there) /;
  // Who is let in at all (identifyMember) is another matter. What comes of a step that fires is no refusal; a use case's outcome has its `reason` for a code.
  const inApp = /^(?!.*\breason:).*\bmessage: ?['`](?=[^'`]*\s)|\bmessage = ['`](?=[^'`]*\s)/;
  const without = programTexts()
    .filter(
      ({ path }) =>
        /^(?:domain|app)\//.test(path) && !/^(?:domain\/(?:coach|refusals)|app\/people\/identifyMember)/.test(path),
    )
    .flatMap(({ path, text: source }) =>
      source
        .split('\n')
        .filter((line) => (path.startsWith('domain/') ? inDomain : inApp).test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  // A place in front of what has a code of its own.
  expect(without.filter((line) => !/\bcode, message: `(?:line|step) /.test(line))).toEqual([]);
});

describe('a schema never refuses without a code', () => {
  const whole = {
    ...{ name: 'X', description: 'D', type: 'step', zone: 'account', count: 'fired', reenroll: 'never' },
    ...{ defaultTime: '09:00', exitOn: ['reply'] },
    window: { days: ['mon'], from: '08:00', to: '17:00', skip: ['2026-12-24'], holidays: 'US' },
    steps: [mail],
  };
  /** Each in a sequence of its own: with all of them in each the test took ten times as long, and its time on a busy machine. */
  const everyStep = [
    {
      ...mail,
      when: { days: 1, at: '09:00', weekdays: ['mon'] },
      from: { address: 'a@b.c', name: 'A' },
      replyTo: 'a',
    },
    { id: 'b', kind: 'email', variants: [{ id: 'x', weight: 1, template: 't' }], promoteAfter: 10 },
    { id: 'c', kind: 'sms', when: { delay: '3 hours' }, from: '+15005550006', sms: { body: 'B' } },
    {
      id: 'd',
      kind: 'task',
      task: { title: 'T', type: 'call', notes: 'N' },
      due: { days: 1, at: '17:00' },
      pause: true,
    },
    { id: 'e', kind: 'postcard', postcard: { template: 't' }, repeat: { every: '7 days', times: 4 } },
    { id: 'f', kind: 'fulfillment', fulfillment: { list: 'kit' } },
    { id: 'g', kind: 'delay', for: '3 days' },
    { id: 'h', kind: 'branch', if: [{ any: [{ not: { tag: 't' } }] }], else: { move: 'x' } },
    {
      ...{
        id: 'i',
        kind: 'rule',
        if: [
          { field: 'a', is: 'equal', value: 1 },
          { taskOutcome: 'd', is: 'done' },
        ],
      },
      do: [
        ...[{ addTag: 't' }, { setField: { name: 'a', value: 1 } }, { notify: '#x', text: 't' }, { pause: 'this' }],
        { createTask: { title: 'T', type: 'call', due: { days: 1 }, assignee: 'owner' } },
      ],
    },
    { id: 'j', kind: 'exit', reason: 'r', moveTo: 'x' },
  ];
  const dates = {
    ...{ name: 'X', type: 'date' },
    steps: [{ ...mail, when: { event: 'renewal', offset: '-7 days', at: '09:00', annually: true } }],
  };
  const event = { at: '2026-03-03T09:00', type: 'resume', policy: 'keep', spreadTo: '2026-03-03T09:00' };
  const field = { at: '2026-03-03T09:00', type: 'field', name: 'a', value: 1 };
  const forms: readonly (readonly [string, object, (file: object) => unknown])[] = [
    ['a sequence', whole, (file) => parseSequence(file)],
    ...everyStep.map(
      (step) => [`step ${step.id}`, { name: 'X', steps: [step] }, (file: object) => parseSequence(file)] as const,
    ),
    ['a date sequence', dates, (file) => parseSequence(file)],
    [
      'a case',
      { ...aCase, contact: { zone: 'UTC', fields: { a: 1 }, tags: ['t'] }, events: [event, field] },
      parseCase,
    ],
    ['a mail', stored('a'), (file) => parseTemplateFile(file)],
    [
      'a list',
      { list: 'kit', items: [{ item: 'M', quantity: 1 }], deliver: { to: 'a', days: ['mon'], at: '9' } },
      list,
    ],
  ];

  test.each(forms)('%s with anything else in any of its places', (_what, form, read) => {
    const places: (string | number)[][] = [];
    const walk = (value: unknown, at: (string | number)[]) => {
      places.push(at);
      if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...at, index]);
      else if (typeof value === 'object' && value !== null) {
        for (const [key, one] of Object.entries(value)) walk(one, [...at, key]);
      }
    };
    walk(form, []);
    for (const at of places) {
      for (const other of [undefined, null, 1, -1, 1.5, '', 'x', 'x'.repeat(200_000), true, [], {}, [null], { x: 1 }]) {
        expect(() => read(replacedAt(form, at, other) as object)).not.toThrow();
      }
    }
  });
});

function replacedAt(value: unknown, [key, ...rest]: readonly (string | number)[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replacedAt(one, rest, other) : one));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replacedAt(object[key], rest, other) };
}
