import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { type StepKind, stepKinds } from '../../../src/domain/steps/step-kind.js';
import { builderModal, readBuilderForm } from '../../../src/slack/views/builder/builder.js';
import { readStepForm } from '../../../src/slack/views/builder/read-step-form.js';
import { choicesOf } from '../../../src/slack/views/builder/step-choices.js';
import { stepFormModal } from '../../../src/slack/views/builder/step-form.js';
import { fieldErrors, inputBlockIds } from '../../../src/slack/views/field-errors.js';
import { aBuilder, aStepForm } from './shown-for-tests.js';
import { untouched } from './untouched.js';

type Json = Record<string, unknown>;

const templates = [{ name: 'intro', subject: 'Hello', picture: null }];
const senders = ['sales@x.y', 'ana@x.y', '@x.y'];
const around = { senders, steps: [{ id: 'later', label: 'Later', kind: 'email' as const }], sequences: ['Nurture'] };
const steps: Json[] = [
  { id: 'a', kind: 'email', name: 'A', when: { days: 0, at: '09:00' }, email: { subject: 'Hi', body: 'Hi\n\nAda' } },
  { id: 'b', kind: 'email', name: 'B', when: { days: 2 }, template: 'intro' },
  {
    id: 'c',
    kind: 'email',
    name: 'C',
    when: 'immediately',
    template: 'intro',
    from: { address: 'a@b.c' },
    replyTo: 'x@y.z',
  },
  { id: 'c2', kind: 'email', name: 'C2', when: { days: 1 }, email: { body: 'In the same thread' } },
  { id: 'c3', kind: 'email', name: 'C3', when: { days: 1 }, template: 'intro', from: { name: 'The team' } },
  {
    id: 'c4',
    kind: 'email',
    name: 'C4',
    when: { days: 1 },
    template: 'intro',
    from: { address: 'ana@x.y', name: 'A' },
  },
  { id: 'c5', kind: 'email', name: 'C5', when: { days: 1 }, template: 'intro', from: { address: '{{ owner.email }}' } },
  {
    id: 'd',
    kind: 'email',
    name: 'D',
    when: { days: 0, delay: '3 hours', weekdays: ['mon', 'fri'] },
    template: 'intro',
  },
  { id: 'e', kind: 'email', name: 'E', when: { days: 3, delay: 'none' }, template: 'intro' },
  { id: 'f', kind: 'email', name: 'F', when: { days: 1, delay: '45 minutes' }, template: 'intro' },
  { id: 'g', kind: 'email', name: 'G', when: { days: 0, delay: 'none', weekdays: ['tue'] }, template: 'intro' },
  { id: 'h', kind: 'email', name: 'H', when: { days: 1 }, template: 'intro', repeat: { every: '7 days', times: 4 } },
  { id: 'i', kind: 'email', name: 'I', when: { days: 1 }, template: 'intro', repeat: { every: '2 hours' } },
  {
    id: 'j',
    kind: 'task',
    name: 'J',
    when: { days: 1 },
    task: { title: 'Call', type: 'call', notes: 'Ask' },
    pause: true,
  },
  {
    ...{ id: 'k', kind: 'task', name: 'K', when: { days: 1 }, task: { title: 'Call', type: 'todo' } },
    ...{ due: { days: 0, at: '17:00' }, assignee: 'U0BEN00001' },
  },
  { id: 'l', kind: 'task', name: 'L', when: { days: 1 }, task: { title: 'Do', type: 'todo' }, assignee: 'C0SALES001' },
  { id: 'm', kind: 'task', name: 'M', when: { days: 1 }, task: { title: 'Do', type: 'todo' }, assignee: '@ben' },
  { id: 'n', kind: 'delay', name: 'N', for: '3 days' },
  { id: 'o', kind: 'delay', name: 'O', for: '45 minutes' },
  { id: 'q', kind: 'email', name: 'Q', template: 'intro' },
  { id: 'r', kind: 'sms', name: 'R', when: { days: 1 }, from: '+15005550006', sms: { body: 'Hi' } },
  { id: 'r2', kind: 'sms', name: 'R2', when: { days: 1 }, template: 'intro' },
  { id: 's', kind: 'postcard', name: 'S', when: { days: 1 }, postcard: { template: 'hello' } },
  { id: 't', kind: 'fulfillment', name: 'T', when: { days: 1 }, fulfillment: { list: 'kit' } },
  { id: 'u', kind: 'exit', name: 'U', reason: 'no answer', moveTo: 'Nurture' },
  { id: 'v', kind: 'exit', name: 'V', when: { days: 3, at: '09:00' }, moveTo: 'gone-meanwhile' },
  {
    ...{ id: 'w', kind: 'branch', name: 'W', if: [{ field: 'employees', is: 'at least', value: 200 }] },
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    ...{ then: { goto: 'later' }, else: { move: 'Nurture' } },
  },
  { id: 'x', kind: 'branch', name: 'X', if: [{ tag: 'vip' }], else: 'exit' },
  {
    id: 'y',
    kind: 'rule',
    name: 'Y',
    when: { days: 1 },
    if: [{ tag: 'a' }],
    do: [{ addTag: 'cold' }, { pause: 'this' }],
  },
  { id: 'z', kind: 'rule', name: 'Z', do: [{ unsubscribe: true }] },
  {
    ...{ id: 'split', kind: 'email', name: 'Split', when: { days: 1 }, promoteAfter: 300 },
    variants: [
      { id: 'a', weight: 1, template: 'intro' },
      { id: 'b', weight: 2, email: { subject: 'Hi', body: 'Hi' } },
    ],
  },
  { id: 'p', kind: 'email', name: 'P', when: { days: 1 }, email: { subject: 'Long', body: 'x'.repeat(5000) } },
];

describe('a step’s form', () => {
  test.each(steps.map((step) => [`${step.id} (${JSON.stringify(step.when ?? step.for)})`, step] as const))(
    'saved without a change leaves step %s as it was',
    (_, file) => {
      const kind = file.kind as StepKind;
      const view = stepFormModal(aStepForm({ kind, file, templates, stepId: String(file.id), ...around }));
      expect(readStepForm({ kind, type: 'step' }, untouched(view), file).file).toEqual(file);
      const listed = stepFormModal(
        aStepForm({
          kind,
          file,
          templates,
          stepId: String(file.id),
          ...around,
          numbers: ['+15005550006', '+15005550009'],
        }),
      );
      expect(readStepForm({ kind, type: 'step' }, untouched(listed), file).file).toEqual(file);
    },
  );

  test.each([
    ['email', true],
    ['sms', true],
    ['task', true],
    ['postcard', false],
    ['fulfillment', false],
  ] as const)('a split test of %s takes stored texts, where any is stored: %s', (kind, isOffered) => {
    const offers = (of: Partial<Parameters<typeof aStepForm>[0]>) =>
      JSON.stringify(stepFormModal(aStepForm({ kind, file: { kind, variants: [] }, ...of })).blocks).includes(
        'A stored template',
      );
    expect(offers({ templates })).toBe(isOffered);
    expect(offers({ templates: [] })).toBe(false);
  });

  test('offers the numbers that texts may come from, and what a file says beside them; unlisted ones are typed', () => {
    const from = (of: Partial<Parameters<typeof aStepForm>[0]>) =>
      JSON.parse(
        JSON.stringify(
          stepFormModal(aStepForm({ kind: 'sms', ...of })).blocks.find(({ block_id }) => block_id === 'from'),
        ),
      ).element;
    const offered = from({ numbers: ['+15005550006'], file: { kind: 'sms', from: '+15005550001' } });
    expect(offered.options.map(({ text }: { text: { text: string } }) => text.text)).toEqual([
      'The account’s first number',
      '+15005550001',
      '+15005550006',
    ]);
    expect(offered.initial_option.text.text).toBe('+15005550001');
    expect(from({ numbers: ['+15005550006'] }).initial_option.text.text).toBe('The account’s first number');
    expect(from({ numbers: [] }).type).toBe('plain_text_input');
  });

  test('offers the addresses that mails may come from, and what a file says beside them', () => {
    const offered = (of: Partial<Parameters<typeof aStepForm>[0]>) => {
      const block = stepFormModal(aStepForm(of)).blocks.find(({ block_id }) => block_id === 'from.address');
      const { element } = JSON.parse(JSON.stringify(block));
      return [
        element.options.map(({ text }: { text: { text: string } }) => text.text),
        element.initial_option.text.text,
      ];
    };
    expect(offered({ senders })).toEqual([
      ['The usual one: sales@x.y', 'ana@x.y', 'The owner’s address'],
      'The usual one: sales@x.y',
    ]);
    expect(offered({ senders: ['sales@x.y'] })).toEqual([['The usual one: sales@x.y'], 'The usual one: sales@x.y']);
    expect(offered({ senders: [], file: { from: { address: 'a@b.c' } } })).toEqual([
      ['The usual one', 'a@b.c'],
      'a@b.c',
    ]);
  });

  test.each<[string, Json]>([
    ['a date', { date: '2026-12-24', at: '09:00' }],
    ['a date every year', { date: '2026-12-24', annually: true }],
    ['a date of the contact', { event: 'renewal' }],
    ['days before it', { event: 'renewal', offset: '-7 days', at: '09:00', annually: true }],
    ['a day after it', { event: 'renewal', offset: '1 day' }],
  ])('of a date sequence, saved without a change, keeps %s', (_, when) => {
    const file = { id: 'a', kind: 'task', name: 'A', when, task: { title: 'Call', type: 'call' } };
    const view = stepFormModal(aStepForm({ kind: 'task', type: 'date', file, stepId: 'a' }));
    expect(inputBlockIds(view.blocks)).not.toEqual(expect.arrayContaining(['repeat.repeats']));
    expect(inputBlockIds(view.blocks)).not.toEqual(expect.arrayContaining(['pause']));
    expect(readStepForm({ kind: 'task', type: 'date' }, untouched(view), file).file).toEqual(file);
  });

  test('asks where it stands, and reads the place', () => {
    const view = stepFormModal(aStepForm({ ...around, after: 'later' }));
    expect(readStepForm({ kind: 'email', type: 'step' }, untouched(view), {}).after).toBe('later');
    const first = stepFormModal(aStepForm({ ...around, after: null }));
    expect(readStepForm({ kind: 'email', type: 'step' }, untouched(first), {}).after).toBeNull();
    const only = stepFormModal(aStepForm());
    expect(readStepForm({ kind: 'email', type: 'step' }, untouched(only), {}).after).toBeUndefined();
  });

  test('that becomes a split test makes what was typed its first variant', () => {
    const values = untouched(stepFormModal(aStepForm()));
    values['email.subject'] = { field: { value: 'Hello' } };
    values.content = { 'step.content': { selected_option: { value: 'variants' } } };
    const { file } = readStepForm({ kind: 'email', type: 'step' }, values, {});
    expect(file.variants).toEqual([{ id: 'a', weight: 50, email: { subject: 'Hello', body: '' } }]);
    expect(file.email).toBeUndefined();
  });

  test('that is no split test any more does not end by itself', () => {
    const base = steps.find(({ id }) => id === 'split') ?? {};
    const values = untouched(stepFormModal(aStepForm({ file: base, templates, ...around })));
    values.content = { 'step.content': { selected_option: { value: 'inline' } } };
    expect(readStepForm({ kind: 'email', type: 'step' }, values, base).file).not.toHaveProperty('promoteAfter');
  });

  test('shows the fields of the chosen timing, and keeps what was typed when the choice changes', () => {
    const form = aStepForm({ kind: 'task' });
    const view = stepFormModal(form);
    expect(inputBlockIds(view.blocks)).toContain('when.at');
    const values = untouched(view);
    values['task.title'] = { field: { type: 'plain_text_input', value: 'Call Ada' } };
    values['when.timing'] = { 'step.timing': { type: 'radio_buttons', selected_option: { value: 'delay' } } };
    const read = readStepForm({ kind: 'task', type: 'step' }, values, {});
    const next = stepFormModal({ ...form, file: read.file }, read.choices);
    expect(inputBlockIds(next.blocks)).toEqual(expect.arrayContaining(['when.delay.amount', 'when.delay.unit']));
    expect(inputBlockIds(next.blocks)).not.toContain('when.at');
    expect(JSON.stringify(next)).toContain('"initial_value":"Call Ada"');
  });

  test.each([
    [30, 'at the next full or half hour after it'],
    [15, 'at the next 15 minutes of the clock after it'],
    [1, 'at the next minute after it'],
  ])('says what a delay is rounded up to where the account’s grid is %i minutes', (delayGridMinutes, words) => {
    const form = aStepForm({ file: { kind: 'email', when: { delay: '3 hours' } }, delayGridMinutes });
    expect(JSON.stringify(stepFormModal(form))).toContain(words);
  });

  test('shows a card or a list that is gone meanwhile as it is called', () => {
    const card = stepFormModal(
      aStepForm({ kind: 'postcard', file: { kind: 'postcard', postcard: { template: 'old' } } }),
    );
    expect(JSON.stringify(card)).toContain('"initial_option":{"text":{"type":"plain_text","text":"old"}');
    const file = { kind: 'fulfillment', fulfillment: { list: 'kit' } };
    const list = stepFormModal(aStepForm({ kind: 'fulfillment', file, lists: ['other'] }));
    expect(JSON.stringify(list)).toContain('"initial_option":{"text":{"type":"plain_text","text":"kit"}');
  });

  test('asks for a repeat’s fields only once it is ticked', () => {
    const form = aStepForm({ templates });
    const choices = { ...choicesOf({}, form), repeats: true };
    expect(inputBlockIds(stepFormModal(form).blocks)).not.toContain('repeat.every.amount');
    expect(inputBlockIds(stepFormModal(form, choices).blocks)).toContain('repeat.every.amount');
  });

  test('marks a template that was preselected, and offers none where there is none', () => {
    const file = { kind: 'email', name: 'B', template: 'intro' };
    expect(JSON.stringify(stepFormModal(aStepForm({ file, templates })))).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"intro"}',
    );
    expect(JSON.stringify(stepFormModal(aStepForm()).blocks)).not.toContain('Use a stored template');
  });
});

describe('problems of the domain', () => {
  /** Reads a form that was filled in badly as the program does, and puts the problems at its fields. */
  const errorsOf = (kind: StepKind, change: (values: ReturnType<typeof untouched>) => void, base: Json = {}) => {
    const view = stepFormModal(aStepForm({ kind, file: base }));
    const values = untouched(view);
    change(values);
    const { file } = readStepForm({ kind, type: 'step' }, values, base);
    const ok = { id: 'ok', kind: 'delay', for: '1 days' };
    const parsed = parseSequence({ name: 'X', steps: [ok, { kind: 'delay', id: 'two', for: '1 days' }, file] });
    if (parsed.ok) return {};
    return fieldErrors(parsed.problems, 'steps[2]', inputBlockIds(view.blocks), 'name');
  };

  test('appear at the field they are about', () => {
    expect(errorsOf('email', () => {})).toEqual({
      name: expect.stringContaining('missing'),
    });
    expect(errorsOf('delay', (values) => Object.assign(values, { name: { field: { value: 'Wait' } } }))).toEqual({
      'for.amount': expect.stringContaining('Must be'),
    });
    const task = (values: ReturnType<typeof untouched>) => {
      values.name = { field: { type: 'plain_text_input', value: 'Call' } };
      values['when.days'] = { field: { type: 'number_input', value: '99999' } };
    };
    expect(errorsOf('task', task)).toEqual({
      'task.title': 'Must not be empty',
      'when.days': expect.stringContaining('Must be at most'),
    });
  });

  test('about the whole of a step, or about what the form does not show, appear at its first field', () => {
    const problems = [
      { path: 'steps[2]', message: 'one' },
      { path: 'steps[2].from.address', message: 'two' },
    ];
    expect(fieldErrors(problems, 'steps[2]', ['name', 'when.days'], 'name')).toEqual({ name: 'One Two' });
  });

  test('about when appear at a field of when', () => {
    const problems = [
      { path: 'steps[2].when', message: 'one' },
      { path: 'steps[2].repeat.every', message: 'two' },
      { path: 'steps[2].when.weekdays[0]', message: 'three' },
    ];
    const blocks = ['name', 'when.timing', 'when.days', 'when.weekdays', 'repeat.repeats', 'repeat.every.amount'];
    expect(fieldErrors(problems, 'steps[2]', blocks, 'name')).toEqual({
      'when.timing': 'One',
      'repeat.every.amount': 'Two',
      'when.weekdays': 'Three',
    });
  });
});

describe('the builder', () => {
  test('shows each step in a line with the date somebody enrolled now would get, and a menu', () => {
    const view = builderModal(aBuilder(3));
    const texts = view.blocks.flatMap((block) => (block.type === 'section' && 'text' in block ? [block] : []));
    const shown = JSON.stringify(texts);
    expect(shown).toContain('Tue 1 Dec, 09:05 · same day');
    expect(shown).toContain(
      '2 days later, 10:00, only Mon, Tue, Wed, Thu, Fri: LinkedIn task “Invite Ada”, waits for Done',
    );
    expect(shown).toContain('Wait 3 days');
    expect(shown).toContain('again every 7 days, 4 times in all');
  });

  test('does not offer to move the first step up or the last one down', () => {
    const menus = builderModal(aBuilder(3)).blocks.flatMap((block) =>
      'accessory' in block && block.accessory?.type === 'overflow'
        ? [(block.accessory as { options: { value: string }[] }).options.map((one) => one.value.split(':')[0])]
        : [],
    );
    expect(menus).toEqual([
      ['edit', 'down', 'copy', 'remove'],
      ['edit', 'up', 'down', 'copy', 'remove'],
      ['edit', 'up', 'copy', 'remove'],
    ]);
  });

  test('draws both ways of a branch, with where they lead and when', () => {
    const parsed = parseSequence({
      name: 'X',
      steps: [
        {
          id: 'big',
          kind: 'branch',
          name: 'Big?',
          if: [{ field: 'employees', is: 'at least', value: 200 }],
          // biome-ignore lint/suspicious/noThenProperty: the key of the file.
          then: { goto: 'gift' },
        },
        { id: 'note', kind: 'task', name: 'Note', task: { title: 'Note' } },
        { id: 'gift', kind: 'task', name: 'Gift', task: { title: 'Gift' } },
      ],
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const steps = parsed.sequence.steps.map((step) => ({ step, problem: null }));
    const shown = JSON.stringify(builderModal({ ...aBuilder(3), steps }));
    expect(shown).toContain('*if* employees is at least 200  →  *3.*  *Gift*  Sat 5 Dec, 09:05 · +4 days');
    expect(shown).toContain('*otherwise*  →  *2.*  *Note*  Thu 3 Dec, 09:05 · +2 days');
  });

  test('offers each kind of its type of sequence, and names those that nothing carries with the reason', () => {
    const added = (changes: Partial<ReturnType<typeof aBuilder>>) => {
      const view = builderModal(aBuilder(1, (text) => text, changes));
      const block = view.blocks.find((one) => one.type === 'actions' && one.block_id === 'add');
      const buttons = (block as { elements: { value: string }[] }).elements.map(({ value }) => value);
      return { buttons, shown: JSON.stringify(view) };
    };
    expect(added({}).buttons).toEqual([...stepKinds]);
    expect(added({ type: 'date' }).buttons).toEqual(['email', 'sms', 'task', 'postcard', 'fulfillment', 'rule']);
    const without = added({ unavailable: { sms: 'no provider for texts is configured' } });
    expect(without.buttons).not.toContain('sms');
    expect(without.shown).toContain('Not to be had here: text (no provider for texts is configured).');
  });

  test('pages long sequences and numbers the steps on', () => {
    const view = JSON.stringify(builderModal(aBuilder(100, (text) => text, { page: 1 })));
    expect(view).toContain('*41.*');
    expect(view).toContain('41 to 80 of 100');
    expect(view).not.toContain('*40.*');
  });

  test('gives back what its own fields hold', () => {
    const view = builderModal(aBuilder(1, (text) => text, { zone: 'contact', defaultTime: '08:15' }));
    expect(readBuilderForm(untouched(view), 0)).toEqual({
      name: 'SaaS outbound',
      zone: 'contact',
      defaultTime: '08:15',
    });
  });
});
