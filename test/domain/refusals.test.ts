import { applyDetails } from '../../src/app/contacts/contactDetails.js';
import { newContact } from '../../src/domain/contact/contact.js';
import { contactsFromCsv } from '../../src/domain/contact/contacts-csv.js';
import { checkPostalAddress } from '../../src/domain/contact/postal-address.js';
import { parseListFile } from '../../src/domain/fulfillment/list.js';
import { parseWebhookAddress } from '../../src/domain/fulfillment/webhook-address.js';
import { type RefusalCode, refusals } from '../../src/domain/refusals.js';
import { conditionKindProblems } from '../../src/domain/sequence/check-conditions.js';
import { parseSequence } from '../../src/domain/sequence/parse.js';
import { parseCase } from '../../src/domain/simulate/case.js';
import { actionKinds } from '../../src/domain/steps/action.js';
import { checkTemplate } from '../../src/domain/template/check-template.js';
import { lengthProblem } from '../../src/domain/template/least-length.js';
import { parseTemplateFile } from '../../src/domain/template/template-file.js';
import { programSources } from '../architecture/sources.js';

type Told = readonly { readonly message: string }[];
const messages = (problems: Told) => problems.map(({ message }) => message);

const sequence = (file: unknown) => {
  const parsed = parseSequence(file);
  return parsed.ok ? [] : messages(parsed.problems);
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
  return parsed.ok ? messages(conditionKindProblems(parsed.sequence.steps, ['steps'])) : [];
};
const template = (file: unknown) => {
  const parsed = parseTemplateFile(file);
  return parsed.ok ? [] : messages(parsed.problems);
};
const stored = (name: string, keys: object = {}) => ({
  ...{ template: name, kind: 'email', email: { subject: 'S', body: 'B' } },
  ...keys,
});
const text = (written: string) => {
  const check = checkTemplate(written, { customFields: ['size'] });
  return check.ok ? [] : messages(check.problems);
};
const list = (keys: object) => {
  const file = { list: 'kit', items: [{ item: 'Mug' }], deliver: { to: 'a@b.example', at: '17:00' }, ...keys };
  const parsed = parseListFile(file, { mayBePlain: false });
  return parsed.ok ? [] : messages(parsed.problems);
};
const webhook = (address: string) => {
  const parsed = parseWebhookAddress(address, { mayBePlain: false });
  return parsed.ok ? [] : [parsed.reason];
};
const csv = (content: string | Uint8Array) => messages(contactsFromCsv(content).problems);
const cell = (column: string, value: string) => csv(`email,${column}\na@b.example,${value}\n`);
const address = (keys: object) => {
  const here = { name: 'Ada', company: null, line1: '1 Main St', line2: null, city: 'Springfield' };
  const checked = checkPostalAddress({ ...here, state: 'IL', zip: '62701', country: 'US', ...keys });
  return checked.ok ? [] : messages(checked.problems);
};
const typed = (details: Parameters<typeof applyDetails>[1]) => {
  const applied = applyDetails(newContact('a@b.example'), details, { empty: 'clear' });
  return applied.ok ? [] : messages(applied.problems);
};
const aCase = { sequence: { name: 'X', steps: [mail] }, accountZone: 'Europe/London', enrolledAt: '2026-03-02T09:00' };
const simulated = (input: unknown) => {
  const parsed = parseCase(input);
  return parsed.ok ? [] : messages(parsed.problems);
};
const nested = (depth: number): object => (depth === 0 ? { tag: 't' } : { not: nested(depth - 1) });

/** What is said of an input, and the sentence that has to be among it. */
type Example = readonly [said: readonly string[], sentence: string];

/** A worked example for each code: complete by the compiler's word. */
const examples: { readonly [Code in RefusalCode]: Example } = {
  notText: [head({ name: 1 }), refusals.notText()],
  empty: [head({ name: '' }), refusals.empty()],
  tooLong: [head({ name: 'x'.repeat(151) }), refusals.tooLong(150)],
  notId: [steps({ ...mail, id: 'Big One' }), refusals.notId()],
  notTemplateName: [template(stored('Big One')), refusals.notTemplateName()],
  notHtml: [
    template({ template: 'a', kind: 'postcard', postcard: { front: 'Hello', back: '<p>Hi</p>' } }),
    refusals.notHtml(),
  ],
  notList: [head({ steps: 'intro' }), refusals.notList('steps')],
  noneInList: [rule({ do: [] }), refusals.noneInList('action')],
  tooMany: [head({ steps: Array.from({ length: 201 }, () => null) }), refusals.tooMany(200, 'steps')],
  notObject: [mailWith({ email: 'Hello' }), refusals.notObject(['subject', 'body'])],
  notOneOf: [
    steps({ id: 'a', kind: 'task', task: { title: 'T', type: 'sing' } }),
    refusals.notOneOf(['call', 'linkedin', 'email', 'todo']),
  ],
  notEither: [head({ zone: 'mine' }), refusals.notEither('account', 'contact')],
  notTrue: [asked({ meetingBooked: false }), refusals.notTrue()],
  notWhole: [mailWith({ when: { days: 1.5 } }), refusals.notWhole(0)],
  notWithin: [list({ items: [{ item: 'Mug', quantity: 0 }] }), refusals.notWithin(1, 1000)],
  tooLarge: [mailWith({ when: { days: 99_999 } }), refusals.tooLarge(36_500)],
  notWeight: [split({}, { id: 'x', weight: 0, template: 't' }), refusals.notWeight(1_000_000)],
  notValue: [rule({ do: [{ setField: { name: 'size', value: [] } }] }), refusals.notValue('true, false or null')],
  tooDeep: [asked(nested(30)), refusals.tooDeep(20)],

  notTime: [head({ defaultTime: 9 }), refusals.notTime('09:30')],
  noSuchTime: [head({ defaultTime: '25:00' }), refusals.noSuchTime('23:59')],
  notDate: [head({ window: { skip: [2026] } }), refusals.notDate()],
  noSuchDate: [head({ window: { skip: ['2026-02-30'] } }), refusals.noSuchDate()],
  notDuration: [
    steps({ id: 'a', kind: 'delay', for: 'soon' }),
    refusals.notDuration('"N minutes" or "N hours" or "N days"'),
  ],
  notWhen: [mailWith({ when: 3 }), refusals.notWhen()],
  notOffset: [dated({ ...mail, when: { event: 'renewal', offset: 'a week' } }), refusals.notOffset()],
  noWeekday: [mailWith({ when: { weekdays: [] } }), refusals.noWeekday()],
  notCountry: [head({ window: { holidays: 'Utopia' } }), refusals.notCountry()],
  notReenroll: [head({ reenroll: 'sometimes' }), refusals.notReenroll()],
  shutBeforeOpen: [head({ window: { from: '17:00', to: '08:00' } }), refusals.shutBeforeOpen('17:00', '08:00')],
  noSharedDay: [
    head({ window: { days: ['mon'] }, steps: [{ ...mail, when: { weekdays: ['sat'] } }] }),
    refusals.noSharedDay(['mon']),
  ],

  notSequence: [sequence([]), refusals.notSequence()],
  notStep: [steps('intro'), refusals.notStep()],
  wrongKind: [
    dated({ id: 'a', kind: 'delay', for: '1 day' }),
    refusals.wrongKind('delay', 'date', ['email', 'sms', 'task', 'postcard', 'fulfillment', 'rule']),
  ],
  stepIdTaken: [steps(mail, mail), refusals.stepIdTaken('a')],
  variantIdTaken: [
    split({}, { id: 'x', weight: 1, template: 't' }, { id: 'x', weight: 1, template: 'u' }),
    refusals.variantIdTaken('x'),
  ],
  missing: [steps({ id: 'a' }), refusals.missing('"kind"')],
  excluding: [mailWith({ template: 't' }), refusals.excluding('"email" and "template"')],
  unknownKey: [mailWith({ wen: 1 }), refusals.unknownKey('wen', 'did you mean "when"?')],
  valueWithoutPlace: [asked({ field: 'size', is: 'set', value: 1 }), refusals.valueWithoutPlace()],
  gotoBack: [branch('a'), refusals.gotoBack('a')],
  gotoNowhere: [branch('z'), refusals.gotoNowhere('z')],
  notWay: [steps({ id: 'a', kind: 'branch', if: [{ tag: 't' }], else: 'stop' }), refusals.notWay()],
  notCondition: [asked('t'), refusals.notCondition()],
  neverOpened: [wrongStep({ not: { clicked: 'q' } }), refusals.neverOpened('q', 'branch')],
  neverReplied: [wrongStep({ replied: 'q' }), refusals.neverReplied('q', 'branch')],
  neverEnded: [wrongStep({ any: [{ taskOutcome: 'q', is: 'done' }] }), refusals.neverEnded('q', 'branch')],
  notAction: [rule({ do: ['t'] }), refusals.notAction(actionKinds)],
  notWebAddress: [rule({ do: [{ webhook: 'ftp://x' }] }), refusals.notWebAddress()],
  nothingToPromote: [mailWith({ promoteAfter: 10 }), refusals.nothingToPromote()],
  pauseOnDates: [
    dated({ id: 'a', kind: 'task', task: { title: 'T' }, when: { date: '2026-12-01' }, pause: true }),
    refusals.pauseOnDates(),
  ],
  repeatOnDates: [dated({ ...mail, when: { date: '2026-12-01' }, repeat: {} }), refusals.repeatOnDates()],

  noTemplate: [template([]), refusals.noTemplate()],
  templateTwice: [template([stored('a'), stored('a')]), refusals.templateTwice('a')],
  notRecipient: [list({ deliver: { to: 'Ada', at: '17:00' } }), refusals.notRecipient()],

  notCase: [simulated([]), refusals.notCase()],
  notZoneName: [simulated({ ...aCase, accountZone: 'Mars' }), refusals.notZoneName()],
  notDateTime: [simulated({ ...aCase, enrolledAt: 'soon' }), refusals.notDateTime()],
  notFields: [simulated({ ...aCase, contact: { fields: 1 } }), refusals.notFields()],
  notEvent: [simulated({ ...aCase, events: ['reply'] }), refusals.notEvent()],
  beforeEnrolled: [
    simulated({ ...aCase, events: [{ at: '2026-03-01T09:00', type: 'reply' }] }),
    refusals.beforeEnrolled(),
  ],

  unknownFilter: [text('{{ contact.name | upcas }}'), refusals.unknownFilter('upcas', '; did you mean upcase?')],
  unknownTag: [text('{% sing %}'), refusals.unknownTag('sing', '')],
  notReadable: [text('Hi {{ }}'), refusals.notReadable('{{ }}', '{{ contact.firstName }}')],
  strayEnd: [text('Hi {% endif %}'), refusals.strayEnd('endif', 'if')],
  strayMiddle: [text('Hi {% else %}'), refusals.strayMiddle('else', 'if')],
  twoElse: [text('{% if contact.name %}{% else %}{% else %}{% endif %}'), refusals.twoElse('{% if contact.name %}')],
  noEnd: [text('Hi {{ contact.name'), refusals.noEnd('“{{ contact.name”', '}} after the field')],
  unknownField: [
    text('{{ contact.fields.sise }}'),
    refusals.unknownField('contact.fields.sise', 'sise', '; did you mean contact.fields.size?'),
  ],
  unknownVariable: [
    text('{{ contact.firstNam }}'),
    refusals.unknownVariable('contact.firstNam', '; did you mean contact.firstName?'),
  ],
  tooLongForAll: [
    [lengthProblem(`${'x'.repeat(1601)}{{ contact.name }}`, 'sms') ?? ''],
    refusals.tooLongForAll(1601, 1600),
  ],
  lookedUp: [text('{{ contact[owner.name] }}'), refusals.lookedUp('contact[owner.name]')],
  notWebhook: [webhook('pack it'), refusals.notWebhook()],
  plainWebhook: [webhook('http://pack.example'), refusals.plainWebhook()],
  passwordInWebhook: [webhook('https://me:secret@pack.example'), refusals.passwordInWebhook()],

  notAddress: [csv('email\nada'), refusals.notAddress('ada', 'it has no @')],
  noAddress: [csv('email,name\n,Ada'), refusals.noAddress()],
  notZone: [cell('zone', 'Mars'), refusals.notZone('Mars')],
  notPhone: [cell('phone', '+1'), refusals.notPhone('+1', '')],
  noSuchDay: [cell('renewal', '2026-02-30'), refusals.noSuchDay('2026-02-30')],
  cellTooLong: [cell('company', 'x'.repeat(501)), refusals.cellTooLong(500, 501)],
  tooManyTags: [
    typed({ tags: Array.from({ length: 201 }, (_, index) => `t${index}`) }),
    refusals.tooManyTags(200, 201),
  ],
  tagTooLong: [typed({ tags: ['x'.repeat(501)] }), refusals.tagTooLong(500)],
  partMissing: [address({ city: null }), refusals.partMissing('city')],
  notCountryName: [address({ country: 'Utopia' }), refusals.notCountryName('Utopia')],
  notState: [address({ state: 'Bavaria' }), refusals.notState('Bavaria')],
  notZip: [address({ zip: '1' }), refusals.notZip('1')],
  nameTooLong: [address({ name: 'x'.repeat(41) }), refusals.nameTooLong('x'.repeat(41), 40)],
  streetTooLong: [address({ line1: 'x'.repeat(51) }), refusals.streetTooLong(50)],
  cityTooLong: [address({ city: 'x'.repeat(201) }), refusals.cityTooLong()],
  noEmailColumn: [csv('name\nAda'), refusals.noEmailColumn('')],
  columnTwice: [csv('email,mail\na@b.example,'), refusals.columnTwice('email', 'mail', 'email')],
  tooManyCells: [csv('email\na@b.example,x'), refusals.tooManyCells(2, 1)],
  noHeader: [csv('email,\na@b.example,x'), refusals.noHeader('x')],
  notUtf8: [csv(new Uint8Array([0xff, 0xfe, 0xfd])), refusals.notUtf8()],
  noLine: [csv(''), refusals.noLine()],
  openQuote: [csv('email\n"a@b.example'), refusals.openQuote()],
  unreadableLine: [
    csv(`email
${'x'.repeat(1_200_000)}`),
    refusals.unreadableLine(
      'Max Record Size: record exceed the maximum number of tolerated bytes of 1000000 at line 2',
    ),
  ],
  notOwner: [cell('owner', 'two words'), refusals.notOwner('two words')],
};

test.each(Object.entries(examples))('%s is told, in its sentence', (_code, [said, sentence]) => {
  expect(said).toContain(sentence);
});

test('nothing in the domain is refused with a sentence that has no code', () => {
  const words =
    /\b(?:error|message|reason): ?['`](?=[^'`]*\s)|\brefuse\(['`][A-Z]|\b(?:regex|refine|min|max|int)\([^()]*, '[a-z]/;
  const without = programSources()
    .filter(({ path }) => /^domain\//.test(path) && !/^domain\/(coach|refusals)/.test(path))
    .flatMap(({ path, text: source }) =>
      source.split('\n').flatMap((line) => (words.test(line) ? [`${path}: ${line.trim()}`] : [])),
    );
  // A place in front of what has a code of its own.
  expect(without.filter((line) => !/`line .*column/.test(line))).toEqual([]);
});
