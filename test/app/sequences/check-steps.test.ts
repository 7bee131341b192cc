import { checkSteps } from '../../../src/app/sequences/checkSteps.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';

const known = {
  templates: [
    { name: 'intro', kind: 'email' as const },
    { name: 'call', kind: 'task' as const },
  ],
  sequences: ['Nurture', 'nurture'],
  customFields: ['stage'],
};

function problemsOf(...steps: object[]): string[] {
  const parsed = parseSequence({ name: 'S', steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return checkSteps(parsed.sequence.steps, ['steps'], known).map(({ path, message }) => `${path}: ${message}`);
}

const rule = (...actions: object[]) => ({ id: 'r', kind: 'rule', do: actions });
const mails = (...texts: string[]) =>
  texts.map((subject, index) => ({ id: `v${index}`, weight: 1, email: { subject, body: 'b' } }));

test.each<[string, object, string[]]>([
  ['an sms', { kind: 'sms', sms: { body: 'b' } }, ['steps[0].kind: no provider for texts is configured']],
  ['a postcard', { kind: 'postcard', template: 't' }, ['steps[0].kind: no provider for postcards is configured']],
  [
    'a fulfillment',
    { kind: 'fulfillment', fulfillment: { list: 'l' } },
    ['steps[0].kind: no provider for fulfillment is configured'],
  ],
])('%s is refused while nothing carries it, with the reason and nothing else', (_what, step, problems) => {
  expect(problemsOf({ id: 'a', ...step })).toEqual(problems);
});

test('a webhook is refused while there is no key to sign it with', () => {
  expect(problemsOf(rule({ addTag: 't' }, { webhook: 'https://example.com' }))).toEqual([
    'steps[0].do[1].webhook: no key that webhooks are signed with is configured',
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
    'steps[0].do[2].setField.name: email is not a field that a rule can set',
    'steps[0].do[3].setField.name: tags is not a field that a rule can set',
  ]);
});

test('a stored text is for steps of its kind', () => {
  const task = (template: string) => ({ id: 'a', kind: 'task', template });
  expect(problemsOf(task('call'))).toEqual([]);
  expect(problemsOf(task('intro'))).toEqual(['steps[0].template: intro is a template for email, not for task']);
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
