import { type Carried, whatIsCarried } from '../../../src/app/sequences/availability.js';
import { checkSteps } from '../../../src/app/sequences/checkSteps.js';
import type { KnownNames } from '../../../src/app/sequences/checkTexts.js';
import { refuse } from '../../../src/domain/refusal.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';

const [sales, london] = ['+15005550006', '+442079460001'];
const carried: Carried = {
  mailFrom: 'sales@harbor.example',
  mayBePlain: false,
  unavailable: {},
  numbers: { ok: true, found: [sales, london] },
};
const known: Omit<KnownNames, 'carried'> = {
  templates: [
    { name: 'intro', kind: 'email', content: { subject: 's', body: 'b', format: 'text' } },
    { name: 'nudge', kind: 'email', content: { subject: null, body: 'b', format: 'text' } },
    { name: 'call', kind: 'task', content: { title: 't', type: 'call', notes: null } },
    { name: 'hello-card', kind: 'postcard', content: { size: '4x6', front: '<p>', back: '<p>' } },
  ],
  senders: ['sales@harbor.example', 'Ana@harbor.example', '@team.example'],
  lists: ['welcome-kit'],
  sequences: ['Nurture', 'nurture'],
  customFields: ['stage'],
};
const nothing = { sms: refuse('noTexter'), postcard: refuse('noPrinter') };

const noProviders = { texter: null, postcards: null, deliveries: { mayBePlain: false }, settings: { mailFrom: null } };

const problemsOf = (...steps: object[]) => problemsWith(carried, ...steps);

function problemsWith(here: Carried, ...steps: object[]): string[] {
  const parsed = parseSequence({ name: 'S', steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return checkSteps(parsed.sequence.steps, ['steps'], { ...known, carried: here }).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

const rule = (...actions: object[]) => ({ id: 'r', kind: 'rule', do: actions });
const mails = (...texts: string[]) =>
  texts.map((subject, index) => ({ id: `v${index}`, weight: 1, email: { subject, body: 'b' } }));

test.each<[string, object, string[]]>([
  ['an sms', { kind: 'sms', sms: { body: 'b' } }, [`steps[0].kind: ${nothing.sms.message}`]],
  ['a postcard', { kind: 'postcard', template: 't' }, [`steps[0].kind: ${nothing.postcard.message}`]],
])('%s is refused while nothing carries it, with the reason and nothing else', (_what, step, problems) => {
  expect(problemsWith({ ...carried, unavailable: nothing }, { id: 'a', ...step })).toEqual(problems);
});

test('a webhook of a rule must be encrypted, unless the configuration says otherwise', () => {
  const plain = rule({ addTag: 't' }, { webhook: 'http://example.com' }, { webhook: 'https://example.com' });
  expect(problemsOf(plain)).toEqual(['steps[0].do[1].webhook: A webhook begins with https://: write it so.']);
  expect(problemsWith({ ...carried, mayBePlain: true }, plain)).toEqual([]);
});

test('a list that people are put on must be there', () => {
  const gift = (list: string) => ({ id: 'g', kind: 'fulfillment', fulfillment: { list } });
  expect(problemsOf(gift('welcome-kit'))).toEqual([]);
  expect(problemsOf(gift('welcome-kid'))).toEqual([
    'steps[0].fulfillment.list: no list is called welcome-kid; did you mean welcome-kit?',
  ]);
});

test('a sequence that is named must be there, by name or slug', () => {
  const ways = { id: 'q', kind: 'branch', if: [{ tag: 't' }], else: { move: 'NURTURE' } };
  expect(
    problemsOf(ways, rule({ addToSequence: 'nurture' }, { pause: 'this' }, { removeFromSequence: 'this' })),
  ).toEqual([]);
  expect(problemsOf({ ...ways, else: { move: 'nurtur' } })).toEqual([
    'steps[0].else.move: no sequence is called nurtur; did you mean Nurture?',
  ]);
  const others = rule({ addToSequence: 'x1' }, { pause: 'x2' }, { resume: 'x3' }, { removeFromSequence: 'x4' });
  expect(problemsOf(others, { id: 'x', kind: 'exit', moveTo: 'x5' }).map((problem) => problem.split(':')[0])).toEqual([
    'steps[0].do[0].addToSequence',
    'steps[0].do[1].pause',
    'steps[0].do[2].resume',
    'steps[0].do[3].removeFromSequence',
    'steps[1].moveTo',
  ]);
});

test('a rule sets neither an address nor tags as if they were fields', () => {
  const set = (name: string) => ({ setField: { name, value: 'x' } });
  expect(problemsOf(rule(set('stage'), set('company'), set('email'), set('tags')))).toEqual([
    'steps[0].do[2].setField.name: email is not a field that a rule can set: name another',
    'steps[0].do[3].setField.name: tags is not a field that a rule can set: name another',
  ]);
});

test('a stored text is for steps of its kind', () => {
  const task = (template: string) => ({ id: 'a', kind: 'task', template });
  expect(problemsOf(task('call'))).toEqual([]);
  expect(problemsOf(task('intro'))).toEqual([
    'steps[0].template: intro is a template for email, not for task: name another',
  ]);
  expect(problemsOf(task('cal'))).toEqual(['steps[0].template: no template is called cal; did you mean call?']);
});

test('the texts of variants, notices and tasks are checked where they stand', () => {
  const variants = [...mails('Hi {{ contact.nam }}'), { id: 'w', weight: 1, template: 'intr' }];
  const texts = rule({ notify: '#sales', text: '{{ owner.nam }}' }, { createTask: { title: '{{ contact.nam }}' } });
  expect(problemsOf({ id: 'a', kind: 'email', variants }, texts).map((problem) => problem.split(':')[0])).toEqual([
    'steps[0].variants[0].email.subject',
    'steps[0].variants[1].template',
    'steps[1].do[0].text',
    'steps[1].do[1].createTask.title',
  ]);
});

describe('a text', () => {
  const text = (from?: string) => ({
    id: 't',
    kind: 'sms',
    sms: { body: 'b' },
    ...(from === undefined ? {} : { from }),
  });
  const numbers = (found: Carried['numbers']): Carried => ({ ...carried, numbers: found });

  test('is not longer by itself than any that goes; what is filled in, chosen or repeated may turn out short', () => {
    const saying = (body: string) => ({ ...text(), sms: { body } });
    const long = 'x'.repeat(1601);
    expect(problemsOf(saying(`${long}\n{{ contact.name }}`))).toEqual([
      'steps[0].sms.body: has 1601 characters before anything is filled in, and at most 1600 go: shorten it',
    ]);
    expect(problemsOf(saying(long.slice(1)))).toEqual([]);
    expect(problemsOf(saying(`{% if contact.company %}${long}{% endif %}`))).toEqual([]);
  });

  test('comes from a number of the account, however it is written, or from its first', () => {
    expect(problemsOf(text(), { ...text('+1 (500) 555-0006'), id: 'u' })).toEqual([]);
  });

  test('is refused from another number, and those of the account are named', () => {
    expect(problemsOf(text('+14155550000'))).toEqual([
      'steps[0].from: +14155550000 is not a number of the account; it has +15005550006, +442079460001: take one of these',
    ]);
  });

  test('is refused where the account has no number at all', () => {
    const none = numbers({ ok: true, found: [] });
    expect(problemsWith(none, text(), { ...text(sales), id: 'u' })).toEqual([
      'steps[0]: the account has no number that can send texts: an admin gets one from Twilio',
      'steps[1].from: +15005550006 is not a number of the account; it has none that can send texts: an admin gets one from Twilio',
    ]);
  });

  test('waits where its number cannot be checked, and is taken where it names none', () => {
    const away = numbers({ ok: false, reason: 'Twilio cannot be reached' });
    expect(problemsWith(away, text(), { ...text(sales), id: 'u' })).toEqual([
      'steps[1].from: its number cannot be checked now (Twilio cannot be reached); try again in a minute',
    ]);
  });

  test('is refused with what an admin has to do while no provider is configured', async () => {
    const without = await whatIsCarried(noProviders);
    expect(problemsWith(without, text())).toEqual([
      'steps[0].kind: no provider for texts is configured; an admin sets TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
    ]);
  });

  test('is checked for variables that nobody knows', () => {
    expect(problemsOf({ ...text(), sms: { body: 'Hi {{ contact.nam }}' } })[0]).toMatch(/^steps\[0\]\.sms\.body: /);
  });
});

describe('a postcard', () => {
  const card = (content: object) => ({ id: 'c', kind: 'postcard', ...content });

  test('calls a stored one, in either way of writing it', () => {
    expect(
      problemsOf(card({ postcard: { template: 'hello-card' } }), { ...card({ template: 'hello-card' }), id: 'd' }),
    ).toEqual([]);
    expect(problemsOf(card({ postcard: { template: 'hello-crd' } }))).toEqual([
      'steps[0].postcard.template: no template is called hello-crd; did you mean hello-card?',
    ]);
  });

  test('does not call a mail', () => {
    expect(problemsOf(card({ template: 'intro' }))).toEqual([
      'steps[0].template: intro is a template for email, not for postcard: name another',
    ]);
  });

  test('is refused with what an admin has to do while no provider is configured', async () => {
    const without = await whatIsCarried(noProviders);
    expect(problemsWith(without, card({ template: 'hello-card' }))).toEqual([
      'steps[0].kind: no provider for postcards is configured; an admin sets LOB_API_KEY and LOB_FROM',
    ]);
  });
});

describe('a mail', () => {
  const mail = (changes: object, id = 'm') => ({ id, kind: 'email', email: { subject: 's', body: 'b' }, ...changes });

  test('comes from a listed address, in any case, or from one of a listed domain', () => {
    const from = (address: string, id: string) => mail({ from: { address } }, id);
    expect(problemsOf(from('ana@HARBOR.example', 'a'), from('anybody@team.example', 'b'), mail({}, 'c'))).toEqual([]);
  });

  test('is refused from an address that nobody listed, with what an admin has to do', () => {
    expect(problemsOf(mail({ from: { address: 'eve@harbor.example' } }))).toEqual([
      'steps[0].from.address: mails may not come from eve@harbor.example (listed: sales@harbor.example, ' +
        'Ana@harbor.example, @team.example); an admin can add it with `settings sender eve@harbor.example`',
    ]);
  });

  test('is refused from a domain that only looks like a listed one', () => {
    expect(
      problemsOf(
        mail({ from: { address: 'a@not-team.example' } }),
        mail({ from: { address: 'a@x.team.example' } }, 'n'),
      ),
    ).toHaveLength(2);
  });

  test('may name a sender that is filled in for each contact: that one is known when it is sent', () => {
    expect(problemsOf(mail({ from: { address: '{{ owner.email }}' } }))).toEqual([]);
  });

  test('without a subject goes on from a mail before it', () => {
    const card = { id: 'c', kind: 'postcard', template: 'hello-card' };
    expect(problemsOf(mail({}), card, mail({ email: { body: 'b' } }, 'n'))).toEqual([]);
  });

  test.each([
    ['written in the step', mail({ email: { body: 'b' } }), `email.subject: ${refuse('noSubject').message}`],
    ['stored', { id: 'm', kind: 'email', template: 'nudge' }, `template: ${refuse('noSubjectInText').message}`],
    [
      'in a split test',
      { id: 'm', kind: 'email', variants: [...mails('s'), { id: 'w', weight: 1, template: 'nudge' }] },
      `variants[1].template: ${refuse('noSubjectInText').message}`,
    ],
  ])('without a subject is refused as the first mail of a sequence, %s', (_where, step, problem) => {
    expect(problemsOf({ id: 'd', kind: 'delay', for: '1 day' }, step, mail({}, 'n'))).toEqual([`steps[1].${problem}`]);
  });
});

describe('a condition on the outcome of a task', () => {
  const call = (changes: object = {}) => ({
    id: 'call',
    kind: 'task',
    task: { title: 'Call', type: 'call' },
    ...changes,
  });
  const asks = (...conditions: object[]) => ({ id: 'q', kind: 'branch', if: conditions });
  const outcome = (is: string) => ({ taskOutcome: 'call', is });

  test('asks for one that it can have, in any case', () => {
    expect(problemsOf(call(), asks(outcome('No Answer'), { not: outcome('done') }))).toEqual([]);
  });

  test('is refused for another, with the nearest', () => {
    const possible = 'done, skipped, connected, voicemail, no answer, wrong number';
    expect(problemsOf(call(), asks({ any: [{ tag: 't' }, { not: outcome('no anser') }] }))).toEqual([
      `steps[1].if[0].any[1].not.is: call ends in ${possible}, never in no anser; did you mean no answer?`,
    ]);
    expect(problemsOf(call(), { ...rule({ addTag: 't' }), if: [outcome('meeting')] })).toEqual([
      `steps[1].if[0].is: call ends in ${possible}, never in meeting; name one of these`,
    ]);
  });

  test('is refused for what only calls end in, where the task is none', () => {
    const refused = ['steps[1].if[0].is: call ends in done, skipped, never in voicemail; name one of these'];
    const mail = { task: { title: 'Write', type: 'email' } };
    expect(problemsOf(call(mail), asks(outcome('voicemail')))).toEqual(refused);
  });

  test('goes by the stored text, and by each text of a split test', () => {
    const stored = { id: 'call', kind: 'task', template: 'call' };
    expect(problemsOf(stored, asks(outcome('voicemail')))).toEqual([]);
    const split = [
      { id: 'x', weight: 1, task: { title: 'Write' } },
      { id: 'y', weight: 1, template: 'call' },
    ];
    expect(problemsOf({ id: 'call', kind: 'task', variants: split }, asks(outcome('voicemail')))).toEqual([]);
  });
});

describe('a condition on a step', () => {
  const written = { subject: 's', body: 'b' };
  const steps = [
    { id: 'mail', kind: 'email', email: written },
    { id: 'text', kind: 'sms', sms: { body: 'b' } },
    { id: 'call', kind: 'task', task: { title: 'Call', type: 'call' } },
    { id: 'wait', kind: 'delay', for: '1 day' },
  ];
  const asking = (...conditions: object[]) => problemsOf(...steps, { id: 'q', kind: 'branch', if: conditions });

  test('may ask for all that a step of its kind comes to, and of a step that is not there any more', () => {
    const mail = [{ opened: 'mail' }, { clicked: 'mail' }, { replied: 'mail' }];
    const others = [{ replied: 'text' }, { replied: 'call' }, { replied: 'any' }, { taskOutcome: 'call', is: 'done' }];
    const gone = [{ not: { opened: 'gone' } }, { replied: 'gone' }, { taskOutcome: 'gone', is: 'done' }];
    expect(asking(...mail, ...others, ...gone)).toEqual([]);
  });

  test.each([
    [
      { opened: 'text' },
      'opened: text is a step of kind sms, and only mails are opened and clicked; name a step of kind email',
    ],
    [
      { clicked: 'call' },
      'clicked: call is a step of kind task, and only mails are opened and clicked; name a step of kind email',
    ],
    [
      { taskOutcome: 'mail', is: 'done' },
      'taskOutcome: mail is a step of kind email, and only tasks have an outcome; name a step of kind task',
    ],
    [
      { replied: 'wait' },
      'replied: wait is a step of kind delay, and only what goes out is replied to; name an email, sms, task, postcard or fulfillment step, or any',
    ],
  ])('is refused where it asks for what such a step never comes to: %j', (condition, message) => {
    expect(asking(condition)).toEqual([`steps[4].if[0].${message}`]);
    expect(asking({ any: [{ tag: 't' }, { not: condition }] })).toEqual([`steps[4].if[0].any[1].not.${message}`]);
  });
});
