import type { ShownStepForm } from '../../../src/app/shown/builder.js';
import { lengthOf } from '../../../src/app/shown/textLength.js';
import type { StepFileJson } from '../../../src/domain/sequence/file.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import { actionKinds } from '../../../src/domain/steps/action.js';
import { stepKinds } from '../../../src/domain/steps/step-kind.js';
import { builderModal } from '../../../src/slack/views/builder/builder.js';
import { conditionKinds } from '../../../src/slack/views/builder/parts/part.js';
import { partModal } from '../../../src/slack/views/builder/parts/part-form.js';
import { reviewModal, supersededModal } from '../../../src/slack/views/builder/review.js';
import { settingsFormModal } from '../../../src/slack/views/builder/settings-form.js';
import { choicesOf, contents, timings, ways } from '../../../src/slack/views/builder/step-choices.js';
import { stepFormModal } from '../../../src/slack/views/builder/step-form.js';
import { comparisonModal, versionModal, versionsModal } from '../../../src/slack/views/versions.js';
import { expectModal, extremes } from './extremes.js';
import { aBuilder, aSequence, aStepForm, id, now, type TextOf, zone } from './shown-for-tests.js';

const many = <T>(amount: number, make: (index: number) => T): T[] =>
  Array.from({ length: amount }, (_, index) => make(index));

/** A step with as much in its lists as there is room for in the file, and more. */
function crowded(amount: number, text: TextOf): StepFileJson {
  const any = { any: many(amount, () => ({ not: { tag: text('prospect') } })) };
  return {
    name: text('Step'),
    if: many(amount, (index) => (index === 0 ? any : { field: text('employees'), is: 'at least', value: text('200') })),
    do: many(amount, () => ({ createTask: { title: text('Call') } })),
    variants: many(Math.min(amount, 50), (index) => ({ id: `v${index}`, weight: 1, template: text('intro') })),
    reason: text('no answer'),
    moveTo: text('Nurture').slice(0, 150),
    // biome-ignore lint/suspicious/noThenProperty: the key of the file.
    then: { goto: 'step-1' },
    else: { move: text('Nurture').slice(0, 150) },
  };
}

function formOf(amount: number, text: TextOf, changes: Partial<ShownStepForm>): ShownStepForm {
  const kindOf = (index: number) => stepKinds[index % stepKinds.length] ?? 'email';
  return aStepForm({
    file: crowded(amount, text),
    steps: many(Math.min(amount, 200), (index) => ({ id: `step-${index}`, label: text('Step'), kind: kindOf(index) })),
    sequences: many(amount, (index) => `${text('Nurture').slice(0, 140)} ${index}`),
    templates: many(amount, (index) => ({
      ...{ name: `${text('intro').slice(0, 140)} ${index}`, subject: text('Hello') },
      picture: { url: 'https://drumbeat.example/cards/x.png' },
    })),
    ...changes,
  });
}

describe.each(extremes)('Slack takes every view of %s:', (_, amount, text) => {
  test('the form of every kind, with every choice in it', () => {
    for (const kind of stepKinds) {
      const [form, dated] = [formOf(amount, text, { kind }), formOf(amount, text, { kind, type: 'date' })];
      for (const [index, timing] of timings.entries()) {
        const content = contents[index % contents.length] ?? 'inline';
        expectModal(stepFormModal(form, { ...choicesOf(form.file, form), timing, content }));
      }
      for (const timing of ['date', 'event'] as const) {
        expectModal(stepFormModal(dated, { ...choicesOf({}, dated), timing }));
      }
    }
    const branch = formOf(amount, text, { kind: 'branch' });
    for (const way of ways) {
      expectModal(stepFormModal(branch, { ...choicesOf({}, branch), holds: way, otherwise: way }));
    }
  });

  test('the forms of conditions, actions and variants', () => {
    const of = {
      choices: choicesOf({}, { kind: 'email', type: 'step' }),
      part: null,
      slackIds: new Map(),
      length: lengthOf(text('Hi')),
    };
    for (const kind of conditionKinds) {
      const form = { ...formOf(amount, text, { kind: 'rule' }), formId: id };
      expectModal(partModal({ ...of, form, place: { list: 'if', index: null, or: null }, kind }));
    }
    for (const kind of actionKinds) {
      const form = { ...formOf(amount, text, { kind: 'rule' }), formId: id };
      expectModal(partModal({ ...of, form, place: { list: 'do', index: null, or: null }, kind }));
    }
    for (const kind of stepKinds) {
      const form = { ...formOf(amount, text, { kind }), formId: id };
      for (const source of ['inline', 'template'] as const) {
        expectModal(partModal({ ...of, form, place: { list: 'variants', index: null, or: null }, kind: source }));
      }
    }
  });

  test('the builder of a live sequence, full of branches', () => {
    const steps = many(Math.min(amount, 199), (index) => ({
      ...{ id: `b-${index}`, kind: 'branch', name: text('Branch').slice(0, 150) },
      if: many(10, () => ({ tag: text('prospect').slice(0, 1000) })),
      else: { move: text('Nurture').slice(0, 150) },
    }));
    const parsed = parseSequence({ name: 'X', steps });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems.slice(0, 3)));
    const others = many(Math.min(amount, 20), () => ({ name: text('Sam'), at: 'Mon 2 Mar, 10:00' }));
    const editing = { name: text('SaaS'), version: 3, people: amount, others };
    const unavailable = { sms: text('no provider'), postcard: text('no provider') };
    const shown = aBuilder(parsed.sequence.steps.length, text, { editing, unavailable });
    const drawn = parsed.sequence.steps.map((step) => ({ step, problem: text('needs a name') }));
    for (const page of [0, 4]) expectModal(builderModal({ ...shown, page, steps: drawn }));
  });

  test('the settings of a sequence', () => {
    const window = {
      days: ['mon'],
      from: '08:00',
      to: '17:00',
      holidays: text('US'),
      skip: many(amount, () => text('2026')),
    };
    const file = { description: text('Seven touches'), window, reenroll: 'after 90 days' };
    const below = { page: 0, inputs: 0 };
    expectModal(settingsFormModal({ draftId: id, revision: 1, below, notice: text('Changed'), type: 'step', file }));
  });

  test('the review, and what was published meanwhile', () => {
    const numbers = { people: 9, affected: 1, next: 1, time: 0, ended: 0, lost: 0, past: 0, finished: 1, tasks: 0 };
    const lines = many(amount, () => text('12 get Case study next'));
    const shown = { draftId: id, revision: 1, name: text('SaaS'), version: 2, numbers, lines, changes: lines };
    const finished = { people: amount, get: text('Case study, tomorrow') };
    const who = many(amount, () => text('Sam'));
    const allowing = { needed: 'always', people: 120, limit: 100, who, asked: true } as const;
    expectModal(reviewModal({ ...shown, finished, allowing, notice: text('Changed') }));
    expectModal(
      reviewModal({ ...shown, lines: [], changes: [], finished: null, allowing: { needed: 'no' }, notice: null }),
    );
    expectModal(
      reviewModal({ ...shown, finished, allowing: { needed: 'nobody', people: 120, limit: 100 }, notice: null }),
    );
    const versions = {
      sequenceId: id,
      versionId: id,
      by: text('Sam'),
      base: 1,
      current: 2,
      theirs: lines,
      ours: lines,
    };
    expectModal(supersededModal({ draftId: id, revision: 1, name: text('SaaS'), ...versions }));
  });

  test('versions', () => {
    const definition = aSequence(Math.min(amount, 200), text);
    const sequence = {
      ...{ id, workspaceId: id, slug: 'saas', name: text('SaaS'), currentVersionId: id },
      ...{ pausedAt: null, archivedAt: null },
    };
    const version = { id, sequenceId: id, number: 1, definition, publishedAt: now, publishedById: null };
    const changes = many(amount, () => text('New: 1. Case study'));
    const listed = many(amount, (index) => {
      return { id, number: index, at: now, by: text('Sam'), allowedBy: text('Mia'), isCurrent: index === 0, changes };
    });
    for (const page of [0, 3]) expectModal(versionsModal({ sequence, versions: listed, mayEdit: true }, zone, page));
    const compared = { sequence, version, current: version, changes };
    expectModal(versionModal(compared, zone, 'Mon 2 Mar, 10:00'));
    expectModal(comparisonModal(compared));
  });
});
