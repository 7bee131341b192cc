import { parseSequence } from '../../../src/domain/sequence/parse.js';

const mail = { id: 'a', kind: 'email', email: { subject: 's', body: 'b' } };
const inSteps = (...steps: unknown[]) => ({ name: 'S', steps });
const inDates = (...steps: unknown[]) => ({ name: 'S', type: 'date', steps });
const ruleOf = (action: unknown) => inSteps({ id: 'r', kind: 'rule', do: [action] });
const branchOn = (condition: unknown) => inSteps({ id: 'q', kind: 'branch', if: [condition] });
const branchTo = (way: unknown, ...more: unknown[]) =>
  inSteps({ id: 'q', kind: 'branch', if: [{ tag: 't' }], else: way }, ...more);
const split = (...variants: unknown[]) => inSteps({ id: 'a', kind: 'sms', variants });
const onDate = (when: unknown, more: object = {}) => inDates({ ...mail, when, ...more });

function problemsOf(input: unknown): string[] {
  const parsed = parseSequence(input);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

type Rows = [string, unknown, string[]][];
const refused = (rows: Rows) =>
  test.each(rows)('%s', (_what, input, paths) => {
    expect(problemsOf(input).map((problem) => problem.slice(0, problem.indexOf(': ')))).toEqual(paths);
  });

describe('of the kinds is refused', () => {
  refused([
    ['an sms without a text: the step', inSteps({ id: 'a', kind: 'sms' }), ['steps[0]']],
    [
      'an sms with a subject',
      inSteps({ id: 'a', kind: 'sms', sms: { body: 'b', subject: 's' } }),
      ['steps[0].sms.subject'],
    ],
    [
      'a postcard written on the spot',
      inSteps({ id: 'a', kind: 'postcard', postcard: { front: 'f' } }),
      ['steps[0].postcard', 'steps[0].postcard.front'],
    ],
    ['a promotion without variants', inSteps({ ...mail, promoteAfter: 100 }), ['steps[0].promoteAfter']],
    [
      'a promotion after nothing',
      inSteps({ ...mail, email: undefined, variants: [{ id: 'x', weight: 1, email: mail.email }], promoteAfter: 0 }),
      ['steps[0].promoteAfter'],
    ],
    ['a fulfillment of no list', inSteps({ id: 'a', kind: 'fulfillment', fulfillment: {} }), ['steps[0].fulfillment']],
    ['a branch without if: the step', inSteps({ id: 'a', kind: 'branch' }), ['steps[0]']],
    ['a branch with an empty if', inSteps({ id: 'a', kind: 'branch', if: [] }), ['steps[0].if']],
    ['a rule without do: the step', inSteps({ id: 'a', kind: 'rule' }), ['steps[0]']],
    ['a rule with an empty do', inSteps({ id: 'a', kind: 'rule', if: [], do: [] }), ['steps[0].do']],
    [
      'a repeat of a rule',
      inSteps({ id: 'a', kind: 'rule', do: [{ addTag: 't' }], repeat: { every: '1 day' } }),
      ['steps[0].repeat'],
    ],
    [
      'at and delay of a branch: the when',
      inSteps({ id: 'a', kind: 'branch', if: [{ tag: 't' }], when: { at: '09:00', delay: 'none' } }),
      ['steps[0].when'],
    ],
    ['an exit with a template', inSteps({ id: 'a', kind: 'exit', template: 't' }), ['steps[0].template']],
  ]);

  test('but not weekdays of a control step that share no day with the window, which is not for it', () => {
    const rule = { id: 'a', kind: 'rule', do: [{ addTag: 't' }], when: { weekdays: ['sun'] } };
    expect(problemsOf({ ...inSteps(rule), window: { days: ['mon'] } })).toEqual([]);
  });
});

describe('of a way is refused', () => {
  refused([
    ['another word', branchTo('stop'), ['steps[0].else']],
    [
      'a goto back',
      inSteps(mail, { id: 'q', kind: 'branch', if: [{ tag: 't' }], else: { goto: 'a' } }),
      ['steps[1].else.goto'],
    ],
    ['a goto to itself', branchTo({ goto: 'q' }), ['steps[0].else.goto']],
    ['a goto to nowhere', branchTo({ goto: 'x' }, mail), ['steps[0].else.goto']],
    ['two ways at once: the way', branchTo({ goto: 'a', move: 'b' }, mail), ['steps[0].else']],
    ['a key that is no way', branchTo({ gotto: 'a' }, mail), ['steps[0].else.gotto']],
  ]);

  test('a goto leads to a step whose id is made from its name, also where that step has mistakes', () => {
    expect(problemsOf(branchTo({ goto: 'the-gift' }, { kind: 'email', name: 'The gift', wen: 1 }))).toHaveLength(2);
    expect(problemsOf(branchTo({ goto: 'the-gift' }, { ...mail, id: undefined, name: 'The gift' }))).toEqual([]);
  });
});

describe('of a condition is refused', () => {
  refused([
    ['what is none', branchOn('tag'), ['steps[0].if[0]']],
    ['nothing: the condition', branchOn({}), ['steps[0].if[0]']],
    ['an unknown key', branchOn({ tagg: 't' }), ['steps[0].if[0].tagg']],
    ['two at once: the condition', branchOn({ tag: 't', opened: 'a' }), ['steps[0].if[0]']],
    ['a field without is: the condition', branchOn({ field: 'f' }), ['steps[0].if[0]']],
    ['another is', branchOn({ field: 'f', is: 'like', value: 1 }), ['steps[0].if[0].is']],
    ['a comparison without value: the condition', branchOn({ field: 'f', is: 'equal' }), ['steps[0].if[0]']],
    ['a value for set: the condition', branchOn({ field: 'f', is: 'set', value: 1 }), ['steps[0].if[0]']],
    ['a value that is a list', branchOn({ field: 'f', is: 'equal', value: [] }), ['steps[0].if[0].value']],
    ['an outcome without is: the condition', branchOn({ taskOutcome: 'a' }), ['steps[0].if[0]']],
    ['a meeting that is not booked', branchOn({ meetingBooked: false }), ['steps[0].if[0].meetingBooked']],
    ['an empty any', branchOn({ any: [] }), ['steps[0].if[0].any']],
    ['what lies within', branchOn({ not: { any: [{ tag: 't' }, { tag: '' }] } }), ['steps[0].if[0].not.any[1].tag']],
    ['what lies too deep', branchOn(nested(40)), ['steps[0]']],
    ['what lies so deep that nothing else could read it', branchOn(nested(20_000)), ['steps[0]']],
  ]);

  test('a key that is nearly one is told its name', () => {
    expect(problemsOf(branchOn({ oppened: 'a' }))).toEqual([
      'steps[0].if[0].oppened: unknown key "oppened"; did you mean "opened"?',
    ]);
  });
});

function nested(depth: number): unknown {
  let condition: unknown = { tag: 't' };
  for (let i = 0; i < depth; i++) condition = { not: condition };
  return condition;
}

describe('of an action is refused', () => {
  refused([
    ['what is none', ruleOf('addTag'), ['steps[0].do[0]']],
    ['nothing: the action', ruleOf({}), ['steps[0].do[0]']],
    ['an unknown key', ruleOf({ addTagg: 't' }), ['steps[0].do[0].addTagg']],
    ['two at once: the action', ruleOf({ addTag: 't', removeTag: 'u' }), ['steps[0].do[0]']],
    ['a field without its value: what sets it', ruleOf({ setField: { name: 'f' } }), ['steps[0].do[0].setField']],
    ['unsubscribe no', ruleOf({ unsubscribe: false }), ['steps[0].do[0].unsubscribe']],
    ['a text beside something else than notify', ruleOf({ addTag: 't', text: 'x' }), ['steps[0].do[0].text']],
    ['a task without a title: the task', ruleOf({ createTask: { type: 'call' } }), ['steps[0].do[0].createTask']],
    ['a task of another type', ruleOf({ createTask: { title: 't', type: 'fax' } }), ['steps[0].do[0].createTask.type']],
    ['an address that is no web address', ruleOf({ webhook: 'ftp://x' }), ['steps[0].do[0].webhook']],
  ]);
});

describe('of a split test is refused', () => {
  const one = { id: 'x', weight: 1, sms: { body: 'b' } };
  refused([
    [
      'a content beside it: the step',
      inSteps({ id: 'a', kind: 'sms', sms: { body: 'b' }, variants: [one] }),
      ['steps[0]'],
    ],
    ['a variant without content: the variant', split({ id: 'x', weight: 1 }), ['steps[0].variants[0]']],
    ['a variant with two: the variant', split({ ...one, template: 't' }), ['steps[0].variants[0]']],
    [
      'the content of another kind',
      split({ ...one, email: { subject: 's', body: 'b' } }),
      ['steps[0].variants[0].email'],
    ],
    ['no weight: the variant', split({ id: 'x', template: 't' }), ['steps[0].variants[0]']],
    ['a weight of nothing', split({ ...one, weight: 0 }), ['steps[0].variants[0].weight']],
    ['an id that is none', split({ ...one, id: 'X' }), ['steps[0].variants[0].id']],
    ['an id twice', split(one, { ...one, weight: 3 }), ['steps[0].variants[1].id']],
    ['more than 50', split(...Array.from({ length: 51 }, (_, i) => ({ ...one, id: `x${i}` }))), ['steps[0].variants']],
  ]);
});

describe('in a date sequence is refused', () => {
  refused([
    ['no when: the step', inDates(mail), ['steps[0]']],
    ['neither date nor event: the when', onDate({ at: '09:00' }), ['steps[0].when']],
    ['date and event: the when', onDate({ date: '2026-05-05', event: 'born' }), ['steps[0].when']],
    ['date and offset: the when', onDate({ date: '2026-05-05', offset: '1 day' }), ['steps[0].when']],
    ['a date that does not exist', onDate({ date: '2026-02-29' }), ['steps[0].when.date']],
    ['an offset in hours', onDate({ event: 'born', offset: '-2 hours' }), ['steps[0].when.offset']],
    ['an offset of centuries', onDate({ event: 'born', offset: '-36501 days' }), ['steps[0].when.offset']],
    ['immediately', onDate('immediately'), ['steps[0].when']],
    ['days', onDate({ date: '2026-05-05', days: 1 }), ['steps[0].when.days']],
    ['weekdays', onDate({ date: '2026-05-05', weekdays: ['mon'] }), ['steps[0].when.weekdays']],
    ['repeat', onDate({ date: '2026-05-05' }, { repeat: { every: '1 day' } }), ['steps[0].repeat']],
    ['a delay step', inDates({ id: 'w', kind: 'delay', for: '1 day' }), ['steps[0].kind']],
    ['a branch', inDates({ id: 'q', kind: 'branch', if: [{ tag: 't' }] }), ['steps[0].kind']],
    ['an exit step', inDates({ id: 'x', kind: 'exit' }), ['steps[0].kind']],
    ['a rule without when: the step', inDates({ id: 'r', kind: 'rule', do: [{ addTag: 't' }] }), ['steps[0]']],
    [
      'a pausing task',
      inDates({ id: 't', kind: 'task', task: { title: 't' }, when: { date: '2026-05-05' }, pause: true }),
      ['steps[0].pause'],
    ],
  ]);

  test('but not a task that says it does not pause', () => {
    const task = { id: 't', kind: 'task', task: { title: 't' }, when: { date: '2026-05-05' }, pause: false };
    expect(problemsOf(inDates(task))).toEqual([]);
  });
});
