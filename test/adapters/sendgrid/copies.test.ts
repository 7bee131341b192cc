import { requestOf } from '../../../src/adapters/sendgrid/compose.js';
import { type Mail, textsOfMail, type WrittenMail } from '../../../src/app/ports/mailer.js';
import { fillEmail } from '../../../src/domain/template/render-email.js';
import { aMail } from '../../contracts/mailer.js';
import { dataWith } from '../../domain/template/template-data-for-tests.js';
import { createMailerWorld, type MailerWorld } from './mailer-world.js';

let standIn: MailerWorld['standIn'];
let mailer: MailerWorld['mailer'];
let together: MailerWorld['together'];
let close: MailerWorld['close'];
beforeEach(async () => {
  ({ standIn, mailer, together, close } = await createMailerWorld());
});
afterEach(() => close());

const body = `Hi {{ contact.firstName }},\n\nThis is said to everybody.\n\n{{ contact.company }}?`;

interface Person {
  readonly firstName: string;
  readonly company?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** As a step writes it for each of these. */
function mailsTo(people: readonly Person[], of: { readonly body?: string; readonly link?: string } = {}): Mail[] {
  return people.map(({ firstName, company = 'Engines', fields = {} }, index) => {
    const unsubscribeUrl = `${of.link ?? 'https://x.example/?c'}=${index}`;
    const { says } = fillEmail({ subject: 'Hi', body: of.body ?? body }, dataWith({ firstName, company, fields }), {
      postalAddress: 'Harbor <Inc>\n12 Long Wharf',
      unsubscribeUrl,
    });
    const to = { email: `c${index}@example.com` };
    const { text: _, html: __, ...mail } = aMail({ subject: 'Hi', executionId: `execution-${index}`, to });
    return 'mould' in says ? { ...mail, copy: says } : { ...mail, ...says };
  });
}

const everybody: readonly Person[] = [
  { firstName: 'Ada' },
  { firstName: "Conan O'Brien", company: 'Sons & Daughters' },
  { firstName: 'Élodie', company: 'Łódź Works' },
];

/** Mails of which it is known what they have in common: one was written before. */
function copies({
  people = everybody,
  ...of
}: {
  readonly people?: readonly Person[];
  body?: string;
  link?: string;
} = {}) {
  const mails = mailsTo([{ firstName: 'Joan' }, ...people], of).slice(1);
  expect(mails[0]?.copy).toBeDefined();
  expect(new Set(mails.map(({ copy }) => copy?.mould)).size).toBe(1);
  return mails;
}

async function arriving(mails: readonly Mail[]) {
  const before = standIn.mails.length;
  expect((await together.send(mails)).map(({ kind }) => kind)).toEqual(mails.map(() => 'accepted'));
  return standIn.mails.slice(before);
}

/** Each by itself, with nothing to do with the others. */
async function arrivingAlone(mails: readonly Mail[]) {
  const before = standIn.mails.length;
  for (const mail of mails) await mailer.send(mail);
  return standIn.mails.slice(before);
}

const timesSaid = (mails: readonly Mail[]) =>
  JSON.stringify(requestOf(mails)).split('This is said to everybody').length - 1;

test.each<[string, readonly { readonly firstName: string; readonly company?: string }[], string]>([
  ['the same in HTML', [{ firstName: 'Ada' }, { firstName: 'Grace', company: 'Looms' }], 'https://x.example/?c'],
  ['escaped in HTML', everybody, 'https://x.example/?a=1&c'],
  ['put into a mail’s address to write to', everybody, 'mailto:stop@x.example?subject=c'],
])(
  'copies of one text arrive as they would alone, and it is sent once, where words are %s',
  async (_, people, link) => {
    const mails = copies({ people, link });
    const arrived = await arriving(mails);
    expect(standIn.requests()).toBe(1);
    expect(arrived).toEqual(await arrivingAlone(mails));
    expect(arrived[1]?.text).toContain(`Hi ${people[1]?.firstName},\n\nThis is`);
    // As text and as HTML.
    expect(timesSaid(mails)).toBe(2);
  },
);

test('each word that stands in a mail is sent once, though it stands in several places, and none that does not', () => {
  const name = '{{ contact.firstName }}';
  const text = `Hi ${name},\n\nso, ${name}, or ${name}{% if contact.title == "x" %} of {{ contact.company }}{% endif %}.`;
  const people = [{ firstName: 'Ada' }, { firstName: 'Grace' }];
  const [mail] = requestOf(copies({ people, body: text })).personalizations;
  expect(Object.values(mail?.substitutions ?? {})).toEqual(['Ada', 'https://x.example/?c=1']);
});

test('copies of several texts in one request arrive as they would alone', async () => {
  const mails = [...copies(), ...copies({ body: 'Another, {{ contact.firstName }}.' })];
  expect(new Set(mails.map(together.keyOf)).size).toBe(1);
  expect(await arriving(mails)).toEqual(await arrivingAlone(mails));
  expect(standIn.requests()).toBe(1 + mails.length);
});

test.each<[string, Parameters<typeof copies>[0]]>([
  [
    'a text that holds the beginning of a place for words',
    { body: 'Write %drumbeat-0% here, {{ contact.firstName }}.' },
  ],
  ['an address that does', { link: 'https://x.example/%drumbeat-0-html%' }],
  [
    'a text that is too long to stand beside others whole',
    { body: `${'long '.repeat(1_900)}\n\n{{ contact.firstName }}` },
  ],
])('copies of %s go by themselves', (_, of) => {
  expect(copies(of).map(together.keyOf)).toEqual([null, null, null]);
});

test('copies as long as may stand beside others whole are taken by SendGrid with these', async () => {
  const long = copies({ body: `${'long '.repeat(845)}\n\n{{ contact.firstName }}` });
  const [mail] = long;
  const texts = mail && textsOfMail(mail);
  expect(JSON.stringify([texts?.text, texts?.html]).length).toBeGreaterThan(8_700);
  expect(long.map(together.keyOf)).not.toContain(null);
  const mails = [...long, ...copies()];
  expect(await arriving(mails)).toEqual(await arrivingAlone(mails));
});

test.each<[string, Partial<WrittenMail>]>([
  ['subject', { subject: 'About %drumbeat-0%' }],
  ['reply address', { replyTo: { email: 'ana%drumbeat-0%@harbor.example' } }],
])('a mail whose %s holds the beginning of a place goes by itself', (_, of) => {
  expect(together.keyOf(aMail(of))).toBeNull();
});

test('copies of a text with so many fields that the names of their places would take too much are put in whole', async () => {
  const names = Array.from({ length: 42 }, (_, index) => `f${index}`);
  const fields = Object.fromEntries(names.map((name) => [name, `O'Neil ${'x'.repeat(92)}`]));
  const manyFields = names.map((name) => `{{ contact.fields.${name} }}`).join(' ');
  const people = ['Mary', 'Ada', 'Grace'].map((firstName) => ({ firstName, fields }));
  const mails = mailsTo(people, { body: manyFields }).slice(1);
  expect(mails[0]?.copy).toBeDefined();
  expect(mails.map(together.keyOf)).not.toContain(null);
  for (const { substitutions } of requestOf(mails).personalizations)
    expect(Buffer.byteLength(JSON.stringify(substitutions))).toBeLessThanOrEqual(10_000);
  expect(await arriving(mails)).toEqual(await arrivingAlone(mails));
});
