import { DateTime } from 'luxon';
import type { Contact } from '../../src/domain/contact/contact.js';
import { templateData } from '../../src/domain/contact/contact-data.js';
import type { Sequence } from '../../src/domain/sequence/sequence.js';
import { previewDates } from '../../src/domain/simulate/preview.js';
import { type Step, stepLabel } from '../../src/domain/steps/step.js';
import { checkTemplate } from '../../src/domain/template/check-template.js';
import { blankFields, blankVariables, renderEmail, renderPlain } from '../../src/domain/template/render-email.js';
import { planFor } from '../../src/domain/timing/plan.js';
import { exampleContacts, exampleNames, exampleSequence, exampleTemplates } from './load-examples.js';

const templates = exampleTemplates();
const { contacts } = exampleContacts();
const sequences = exampleNames.map(exampleSequence);
const owner = { name: 'Ana Ruiz', email: 'ana@harbor.example', title: 'Account Executive', handle: 'ana' };

/** Every text of a step: a mail's subject and body, a task's title and notes. */
function textsOf(step: Step): { subject: string; body: string } | null {
  if (step.kind === 'task') {
    if (step.content.source !== 'inline') throw new Error('every example task has its text in the step');
    return { subject: step.content.title, body: step.content.notes ?? '' };
  }
  if (step.kind !== 'email') return null;
  const { content } = step;
  if (content.source === 'variants') throw new Error('no example mail is a split test');
  const withSubject = ({ subject, body }: { subject: string | null; body: string }) => {
    if (subject === null) throw new Error('every example mail has a subject');
    return { subject, body };
  };
  if (content.source === 'inline') return withSubject(content);
  const stored = templates.find((template) => template.name === content.template);
  if (stored?.kind !== 'email') throw new Error(`${content.template} is not stored for mails`);
  return withSubject(stored.content);
}

const steps = sequences.flatMap((sequence) =>
  sequence.steps.flatMap((step) => {
    const texts = textsOf(step);
    return texts === null ? [] : [{ title: `${sequence.name}, ${stepLabel(step)}`, sequence, step, texts }];
  }),
);
const mails = steps.filter(({ step }) => step.kind === 'email');
const tasks = steps.filter(({ step }) => step.kind === 'task');

function dataFor(contact: Contact, sequence: Sequence, step: Step) {
  return templateData({
    contact,
    owner,
    workspace: { name: 'Harbor Analytics', postalAddress: '12 Long Wharf, Boston' },
    sequence,
    step: { name: stepLabel(step) },
    unsubscribeUrl: 'https://drumbeat.example/u/1',
    now: DateTime.fromISO('2026-03-02T09:00', { zone: 'Europe/London' }),
  });
}

describe('the example contacts', () => {
  test('are a dozen people in order, Ada in London among them', () => {
    const file = exampleContacts();
    expect(file.problems).toEqual([]);
    expect(file.contacts).toHaveLength(12);
    expect(file.contacts[0]).toMatchObject({ email: 'ada@example.com', firstName: 'Ada', zone: 'Europe/London' });
    expect(new Set(file.contacts.map((contact) => contact.zone)).size).toBeGreaterThan(8);
  });

  test('can never be written to: their addresses and numbers belong to nobody', () => {
    for (const { email } of contacts) expect(email).toMatch(/@example\.(com|org|net)$/);
  });

  test('one has no company and one no owner, on purpose', () => {
    expect(contacts.filter((contact) => contact.company === null)).toHaveLength(1);
    expect(contacts.filter((contact) => contact.owner === null)).toHaveLength(1);
  });

  test('have a number and a date among their fields', () => {
    expect(contacts[0]?.fields).toEqual({ employees: 140, renewal: '2027-01-31' });
  });
});

describe('the texts of the examples', () => {
  test.each(steps)('$title: every variable is known', ({ texts }) => {
    for (const text of [texts.subject, texts.body]) {
      expect(checkTemplate(text, { customFields: ['employees', 'renewal'] })).toMatchObject({ ok: true });
    }
  });

  test.each(steps)('$title: nobody with a company receives a blank', ({ sequence, step, texts }) => {
    for (const contact of contacts.filter(({ company }) => company !== null)) {
      expect(blankFields(texts, dataFor(contact, sequence, step))).toEqual([]);
    }
  });

  test('the one without a company is held in SaaS outbound, by its mails only', () => {
    const contact = contacts.find(({ company }) => company === null);
    if (contact === undefined) throw new Error('missing');
    const held = steps.filter(
      ({ sequence, step, texts }) => blankFields(texts, dataFor(contact, sequence, step)).length > 0,
    );
    expect([...new Set(held.map(({ sequence }) => sequence.name))]).toEqual(['SaaS outbound']);
    expect(held.map(({ step }) => step.id)).toEqual(['intro', 'self-check', 'bi-question', 'break-up']);
  });

  test.each(mails)('$title: one ask in 60 to 120 words, without filler', ({ sequence, step, texts }) => {
    for (const contact of contacts) {
      const { subject, text, html } = renderEmail(texts, dataFor(contact, sequence, step));
      const words = text
        .replace(/\(https?:\S+\)/g, '')
        .split(/\s+/)
        .filter((word) => /\w/.test(word));
      expect(words.length).toBeGreaterThanOrEqual(60);
      expect(words.length).toBeLessThanOrEqual(120);
      expect(subject.length).toBeLessThanOrEqual(60);
      expect(text.match(/\?/g)).toHaveLength(1);
      expect(`${subject} ${text}`).not.toMatch(
        /just checking in|checking in|touch(ing)? base|circl(e|ing) back|hope this (e-?mail )?finds|quick question|follow(ing)? up on my|bump/i,
      );
      expect(`${subject} ${text} ${html}`).not.toMatch(/\{\{|\}\}|\{%|undefined|null/);
    }
  });

  test.each(tasks)('$title: notes that help, for everybody', ({ sequence, step, texts }) => {
    for (const contact of contacts) {
      const data = dataFor(contact, sequence, step);
      expect(blankVariables(texts.body, data)).toEqual([]);
      expect(renderPlain(texts.body, data).length).toBeGreaterThan(300);
    }
  });

  test('the LinkedIn note fits into an invitation', () => {
    const linkedin = tasks.find(({ step }) => step.id === 'linkedin');
    const longest = contacts.map((contact) => {
      if (linkedin === undefined) throw new Error('missing');
      const notes = renderPlain(linkedin.texts.body, dataFor(contact, linkedin.sequence, linkedin.step));
      return /^Hi .+$/m.exec(notes)?.[0] ?? '';
    });
    for (const note of longest) {
      expect(note.length).toBeGreaterThan(100);
      expect(note.length).toBeLessThan(300);
    }
  });

  test('every stored template is used', () => {
    const used = sequences.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        step.kind === 'email' && step.content.source === 'template' ? [step.content.template] : [],
      ),
    );
    expect(used.sort()).toEqual(templates.map(({ name }) => name).sort());
  });
});

describe('the days of the examples, for somebody enrolled on a Monday morning', () => {
  test.each([
    ['saas-outbound', 1, [1, 3, 4, 7, 10, 14, 21]],
    ['free-trial-nurture', 0, [0, 2, 5, 9, 12, 15]],
    ['post-purchase', 0, [0, 1, 3, 7, 14, 30]],
  ] as const)('%s', (name, firstDay, days) => {
    const sequence = exampleSequence(name);
    for (const zone of new Set(contacts.map((contact) => contact.zone ?? 'Europe/London'))) {
      const enrolledAt = DateTime.fromISO('2026-03-02T09:10', { zone });
      const plan = planFor({ sequence, accountZone: 'America/New_York', contactZone: zone });
      const dates = previewDates(plan, enrolledAt).map(({ at }) => at.setZone(zone).startOf('day'));
      expect(dates.map((date) => firstDay + date.diff(enrolledAt.startOf('day'), 'days').days)).toEqual(days);
    }
  });

  test('SaaS outbound keeps its distances when it begins at night', () => {
    const plan = planFor({
      sequence: exampleSequence('saas-outbound'),
      accountZone: 'Europe/London',
      contactZone: null,
    });
    const enrolledAt = DateTime.fromISO('2026-03-02T22:10', { zone: 'Europe/London' });
    const dates = previewDates(plan, enrolledAt).map(({ at }) => at.setZone('Europe/London').startOf('day'));
    const [first] = dates;
    expect(first?.toISODate()).toBe('2026-03-03');
    expect(dates.map((date) => (first === undefined ? 0 : 1 + date.diff(first, 'days').days))).toEqual([
      1, 3, 4, 7, 10, 14, 21,
    ]);
  });
});
