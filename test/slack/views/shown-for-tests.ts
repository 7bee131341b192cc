import { DateTime } from 'luxon';
import type { ResumePreview } from '../../../src/app/enrollments/previewResume.js';
import type { ShownDigest, ShownNotice, ShownTask, ShownTaskPosts } from '../../../src/app/posting/shown.js';
import type { SeenEffects } from '../../../src/app/sequences/changeEffects.js';
import type { Simulated } from '../../../src/app/sequences/simulateSequence.js';
import type { ShownBuilder, ShownStepForm } from '../../../src/app/shown/builder.js';
import type { ShownEnroll } from '../../../src/app/shown/enroll.js';
import type {
  ShownEnrollment,
  ShownSend,
  ShownStatus,
  ShownToday,
  ShownWhy,
} from '../../../src/app/shown/enrollments.js';
import { homePage, type ShownHome } from '../../../src/app/shown/home.js';
import type { ShownContact, ShownDigestSchedule, ShownSettings } from '../../../src/app/shown/people.js';
import type { ShownReport } from '../../../src/app/shown/report.js';
import type { ShownEffects } from '../../../src/app/shown/review.js';
import type { ShownSequence, ShownSequenceLine } from '../../../src/app/shown/sequences.js';
import type { ShownTaskLine, ShownTaskList } from '../../../src/app/shown/tasks.js';
import type { ShownTemplate, ShownTemplateLine } from '../../../src/app/shown/templates.js';
import { lengthOf } from '../../../src/app/shown/textLength.js';
import type { Figures } from '../../../src/domain/report/figures.js';
import type { StepReport } from '../../../src/domain/report/sequence-report.js';
import { parseSequence } from '../../../src/domain/sequence/parse.js';
import type { Sequence } from '../../../src/domain/sequence/sequence.js';
import type { StoredTemplate, TemplateKind } from '../../../src/domain/template/stored-template.js';

/** Shown things with everything irrelevant filled in; `text` makes every text of theirs, so that one can go to extremes. */

export const now = DateTime.fromISO('2026-12-01T14:05:00Z', { zone: 'utc' });
export const zone = 'America/New_York';
export const id = '01890a5d-ac96-774b-bcce-b302099a8057';
export const asIs = (text: string) => text;
export type TextOf = (text: string) => string;

const contactOf = (text: TextOf) => ({
  id,
  name: text('Ada Lovelace'),
  email: text('ada@example.com'),
  company: text('Acme'),
});
const ana = (text: TextOf) => ({ slackUserId: null, name: text('Ana Ruiz') });

export function aTask(changes: Partial<ShownTask> = {}, text: TextOf = asIs): ShownTask {
  return {
    id,
    type: 'linkedin',
    title: text('Invite Ada on LinkedIn'),
    stepName: text('A face to the name'),
    notes: text('Mention the rollout.\nAsk for Q3.'),
    state: 'open',
    pauses: true,
    zone,
    rulesZone: zone,
    dueAt: now.plus({ days: 1 }),
    overdue: false,
    snoozedUntil: null,
    outcome: null,
    closedAt: null,
    closedBy: null,
    closedReason: null,
    assignee: ana(text),
    givenBy: null,
    sequenceName: text('SaaS outbound'),
    contact: {
      ...contactOf(text),
      title: text('VP Sales'),
      phone: text('+1 555 010 9999'),
      notes: text('Met at the fair.'),
    },
    lastTouches: [1, 2, 3, 4].map((days) => ({ at: now.minus({ days }), text: text('Mail: Intro') })),
    next: text('Waits until LinkedIn is done'),
    standing: { kind: 'live' },
    ...changes,
  };
}

export function aNotice(changes: Partial<ShownNotice> = {}): ShownNotice {
  return { title: 'Was this mail sent?', text: 'I cannot know.', buttons: [], ...changes };
}

export function aDigest(changes: Partial<ShownDigest> = {}): ShownDigest {
  return {
    title: 'Digest for #sales',
    zone,
    from: now.minus({ days: 1 }),
    to: now,
    lateFrom: null,
    sections: [{ title: 'Fired', lines: ['3 mails'] }],
    ...changes,
  };
}

export function anEnrollment(changes: Partial<ShownEnrollment> = {}, text: TextOf = asIs): ShownEnrollment {
  return {
    id,
    contact: contactOf(text),
    sequenceName: text('SaaS outbound'),
    owner: ana(text),
    state: 'running',
    line: text('Bump, Thu 3 Dec, 10:00'),
    ...changes,
  };
}

const many = <T>(amount: number, make: (index: number) => T): T[] =>
  Array.from({ length: amount }, (_, index) => make(index));
const unreadOf = (amount: number, text: TextOf) => (amount > 1 ? text('2 were made by a newer version') : null);
const eventsOf = (amount: number, text: TextOf) =>
  many(amount, (index) => ({ at: now.minus({ days: amount - index }), text: text('Mail “Intro” went out') }));

export function aStatus(amount = 1, text: TextOf = asIs): ShownStatus {
  const enrollments = many(amount, () => ({
    ...anEnrollment({}, text),
    events: eventsOf(Math.min(amount * 3, 60), text),
  }));
  return {
    zone,
    now,
    contact: contactOf(text),
    suppressed: amount > 1 ? text('they unsubscribed') : null,
    enrollments,
    unread: unreadOf(amount, text),
  };
}

export function aWhy(amount = 1, text: TextOf = asIs): ShownWhy {
  const next = {
    step: text('Bump'),
    at: now.plus({ days: 2 }),
    rulesZone: zone,
    because: many(3 * amount, () => text('Counts from the firing of Intro.')),
  };
  const enrollments = many(amount, () => ({
    ...anEnrollment({}, text),
    events: eventsOf(Math.min(amount * 3, 60), text),
    next,
    facts: many(Math.min(amount, 5), () => text('Paused since Mon 30 Nov by Ana Ruiz')),
  }));
  return { zone, now, contact: contactOf(text), suppressed: null, enrollments, unread: unreadOf(amount, text) };
}

export function aToday(amount = 2, text: TextOf = asIs): ShownToday {
  const states: ShownSend['state'][] = ['coming', 'held', 'sent', 'paused', 'open'];
  const sends = many(amount, (index) => ({
    enrollmentId: id,
    owner: text('Ana Ruiz'),
    at: now.plus({ minutes: index }),
    rulesZone: zone,
    contact: contactOf(text),
    sequenceName: text('SaaS outbound'),
    what: text('Mail “Intro” to'),
    state: states[index % 5] ?? 'coming',
    reason: text(['', 'contact.company is blank', '', '', 'not done yet'][index % 5] ?? '') || null,
  }));
  const stopped = amount > 50 ? text('Everything has been paused') : null;
  return { of: 'me', zone, now, sends, total: amount, next: null, stopped, unread: unreadOf(amount, text) };
}

export function aTaskList(amount = 2, text: TextOf = asIs): ShownTaskList {
  const types: ShownTaskLine['type'][] = ['call', 'linkedin', 'email', 'todo'];
  const tasks = many(amount, (index) => ({
    id,
    type: types[index % 4] ?? 'todo',
    title: text(`Task ${index + 1}`),
    stepName: text('A face to the name'),
    contact: contactOf(text),
    sequenceName: text('SaaS outbound'),
    rulesZone: zone,
    dueAt: now.minus({ days: 1 }),
    overdue: index === 0,
    snoozedUntil: index === 1 ? now.plus({ days: 1 }) : null,
  }));
  return { zone, now, tasks, unread: unreadOf(amount, text) };
}

/** So many tasks that came at once: every third is done, every fifth was handed on. */
export function someTaskPosts(amount = 7, text: TextOf = asIs): ShownTaskPosts {
  const tasks = aTaskList(amount, text).tasks.map((task, index) => {
    const { next, standing } = aTask({}, text);
    const end = { outcome: 'done', closedAt: now, closedBy: ana(text), closedReason: null, next };
    const handedOn = { kind: 'handed-on', to: ana(text), by: ana(text), at: now } as const;
    const state = index % 3 === 2 ? ('done' as const) : ('open' as const);
    return { ...task, ...end, id: `${id}${index}`, state, standing: index % 5 === 4 ? handedOn : standing };
  });
  return { zone, tasks };
}

export function aHome(amount = 2, text: TextOf = asIs): ShownHome {
  const counts = { running: amount, waiting: 1, held: 1, paused: 1, completed: 1, exited: 1 };
  const people = many(Math.min(amount, homePage), () => anEnrollment({}, text));
  const list = aTaskList(amount, text);
  return {
    zone,
    now,
    tasks: { ...list, total: amount, overdue: list.tasks.filter(({ overdue }) => overdue).length },
    today: aToday(amount, text),
    enrollments: { counts, state: 'running', list: people, page: 0, unread: unreadOf(amount, text) },
    isPaused: amount > 50,
    pausedUntil: amount > 100 ? now.plus({ days: 3 }) : null,
  };
}

/** A sequence of so many steps of every kind, with as much in them as the file allows. */
export function aSequence(steps = 3, text: TextOf = asIs): Sequence {
  const cut = (value: string, most: number) => text(value).slice(0, most);
  const step = (index: number) => {
    const name = cut(`Step ${index + 1}`, 150);
    const when = { days: 2, at: '10:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] };
    const body = cut('Hi {{contact.firstName}}', 9000);
    if (index % 3 === 0) {
      const email = { subject: cut('Hello', 1000), body };
      return { id: `step-${index}`, kind: 'email', name, when, email, repeat: { every: '7 days', times: 4 } };
    }
    if (index % 3 === 1) {
      const task = { title: cut('Invite Ada', 1000), type: 'linkedin', notes: body };
      return { id: `step-${index}`, kind: 'task', name, when, task, due: { days: 1, at: '17:00' }, pause: true };
    }
    return { id: `step-${index}`, kind: 'delay', name, for: '3 days' };
  };
  const parsed = parseSequence({
    name: cut('SaaS outbound', 150),
    description: cut('Seven touches', 3000),
    window: { days: ['mon'], from: '08:00', to: '17:00', skip: ['2026-12-24'], holidays: 'US' },
    steps: many(steps, step),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sequence;
}

const previewOf = (steps: number) => ({
  enrolledAt: now,
  zone,
  reader: zone,
  dates: many(steps, (index) => (index % 5 === 4 ? null : now.plus({ days: index * 2 }))),
  undated: many(steps, () => 'task' as const),
});

export function aSequenceLine(text: TextOf = asIs): ShownSequenceLine {
  const counts = { active: 12, paused: 1, completed: 4, exited: 2 };
  return { id, name: text('SaaS outbound'), slug: text('saas-outbound'), isPaused: true, steps: '7 steps', counts };
}

export function aShownSequence(steps = 3, text: TextOf = asIs): ShownSequence {
  const counts = { active: 12, paused: 1, completed: 4, exited: 2 };
  const definition = aSequence(steps, text);
  return {
    id,
    slug: 'saas-outbound',
    isPaused: false,
    version: 3,
    definition,
    counts,
    preview: previewOf(steps),
    remarks: remarksOf(text),
    mayEdit: true,
  };
}

/** Remarks of every way to change something, more than are shown at once. */
export function remarksOf(text: TextOf): ShownBuilder['remarks'] {
  const told = { says: text('Intro asks nothing.'), advice: text('End it with a question.') };
  return [
    { ...told, code: 'no-question', stepId: text('intro'), change: { does: 'open', stepId: 'intro' } },
    { ...told, code: 'few-touches', stepId: 'intro', change: { does: 'add', kind: 'email', after: 'intro' } },
    { ...told, code: 'one-channel', stepId: 'intro', change: { does: 'remove-from', stepId: 'intro' } },
    { ...told, code: 'same-minute', stepId: 'intro', change: { does: 'set-days', stepId: 'intro', days: 2 } },
    { ...told, code: 'no-exit-on-reply', stepId: null, change: { does: 'exit-on-reply' } },
    { ...told, code: 'no-purpose', stepId: 'intro', change: { does: 'open', stepId: 'intro' } },
  ];
}

export function aBuilder(steps = 3, text: TextOf = asIs, changes: Partial<ShownBuilder> = {}): ShownBuilder {
  const definition = aSequence(steps, text);
  return {
    draftId: id,
    revision: 1,
    inputs: 0,
    notice: null,
    name: definition.name,
    type: 'step',
    editing: null,
    settings: definition,
    unavailable: {},
    zone: 'account',
    defaultTime: null,
    steps: definition.steps.map((step, index) => ({ step, problem: index === 0 ? text('needs a name') : null })),
    preview: previewOf(steps),
    remarks: [],
    page: 0,
    advice: 0,
    problem: null,
    ...changes,
  };
}

export function aStepForm(changes: Partial<ShownStepForm> = {}): ShownStepForm {
  const below = { page: 0, inputs: 0 };
  const draft = { draftId: id, revision: 1, below, notice: null };
  const step = { stepId: null, formId: null, kind: 'email', type: 'step', file: {}, after: null } as const;
  const lists = { templates: [], lists: [], senders: [], numbers: [], steps: [], sequences: [], hearsOfMails: true };
  const slackIds = new Map<string, string>();
  return {
    ...draft,
    ...step,
    defaultTime: '10:00',
    delayGridMinutes: 30,
    length: null,
    slackIds,
    ...lists,
    ...changes,
  };
}

export function anEnroll(amount = 2, text: TextOf = asIs, reviewed = false): ShownEnroll {
  const steps = many(amount, (index) => ({ id: `step-${index}`, label: text(`Step ${index + 1}`) }));
  const people = many(amount, (index) => ({
    email: text(`ada${index}@example.com`),
    name: index % 2 === 0 ? text('Ada Lovelace') : null,
    verdict: (['ready', 'new', 'blocked'] as const)[index % 3] ?? 'ready',
    reason: text('is in it already'),
    blanks: ['firstName', 'company', 'size'].map((field) => ({ field, label: text(field), value: null })),
  }));
  return {
    sequences: many(amount, (index) => ({ id: `${id}${index}`, name: text('SaaS outbound') })),
    filled: {
      addresses: text('ada@example.com'),
      sequenceId: `${id}0`,
      owner: 'U0ANA00001',
      stepId: 'step-0',
      date: '2026-12-01',
      time: '09:00',
    },
    chosen: { id, name: text('SaaS outbound'), steps, preview: previewOf(amount) },
    clock: { zone, reader: 'Asia/Kolkata', now },
    review: reviewed ? { key: 'reviewed', people } : null,
  };
}

export function aContact(amount = 1, text: TextOf = asIs, changes: Partial<ShownContact> = {}): ShownContact {
  return {
    id,
    email: text('ada@example.com'),
    firstName: text('Ada'),
    lastName: text('Lovelace'),
    name: null,
    company: text('Acme'),
    title: text('VP Sales'),
    phone: text('+15550109999'),
    zone: 'Europe/London',
    notes: text('Met at the fair.'),
    tags: many(amount, () => text('prospect')),
    fields: Object.fromEntries(many(amount, (index) => [`${text('size')}${index}`, text('200')])),
    owner: ana(text),
    suppressed: text('they unsubscribed'),
    unread: unreadOf(amount, text),
    enrollments: many(amount, () => anEnrollment({}, text)),
    mayEdit: true,
    ...changes,
  };
}

export function someSettings(amount = 1, text: TextOf = asIs, mayChange = true): ShownSettings {
  return {
    zone,
    delayGridMinutes: 30,
    lateAfterMinutes: 240,
    approvalLimit: 100,
    mailsPerHour: 100,
    mailsPerDay: null,
    mailFrom: text('sales@acme.com'),
    mailSenders: many(amount, (index) => text(`ana${index}@acme.com`)),
    postalAddress: text('1 Main St\nNew York'),
    managers: many(amount, (index) => ({ slackUserId: `U0MIA${String(index).padStart(5, '0')}`, name: text('Mia') })),
    webhookSecrets: many(amount, () => ({ of: text('rules'), secret: 'whsec_c2VjcmV0' })),
    mayChange,
  };
}

export function someDigests(amount = 1): ShownDigestSchedule[] {
  return many(amount, (index) => ({
    id: `${id}${index}`,
    channel: 'C0SALES001',
    rhythm: 'daily' as const,
    at: '08:30',
    zone,
    nextAt: now.plus({ days: 1 }),
  }));
}

/** What a resume would do to so many enrollments. */
export function aResume(amount = 1, text: TextOf = asIs): Extract<ResumePreview, { ok: true }> {
  const policy = { atOnce: amount, skipped: amount, first: now, last: now.plus({ days: amount }) };
  return {
    ok: true,
    label: text('SaaS outbound'),
    zone,
    concerned: amount,
    overdue: amount,
    pausedSince: now.minus({ days: 3 }),
    stillPaused: { self: amount, sequence: amount, owner: amount, workspace: amount },
    policies: { keep: policy, shift: policy, skip: policy, spread: policy },
  };
}

export function aTemplateLine(text: TextOf = asIs): ShownTemplateLine {
  return { id, name: text('intro'), kind: 'email', version: 3, firstLine: text('The price list'), usedIn: 2 };
}

export function aTemplate(kind: TemplateKind, amount = 2, text: TextOf = asIs): ShownTemplate {
  const contents: { readonly [K in TemplateKind]: StoredTemplate } = {
    email: { name: text('intro'), kind: 'email', content: { subject: text('S'), body: text('B'), format: 'text' } },
    task: { name: text('call'), kind: 'task', content: { title: text('Call'), type: 'call', notes: text('Ask') } },
    postcard: {
      name: text('card'),
      kind: 'postcard',
      content: { size: '4x6', front: text('<p></p>'), back: text('<p></p>') },
    },
    sms: { name: text('ping'), kind: 'sms', content: { body: text('Hi') } },
  };
  return {
    id,
    template: contents[kind],
    version: 3,
    usedIn: many(amount, () => text('SaaS outbound')),
    unread: unreadOf(amount, text),
    versions: many(amount, (index) => ({ number: index + 1, savedAt: now, savedBy: text('Mia') })),
    contact: 'ada@example.com',
    preview: [
      { key: 'subject', text: text('For Ada') },
      { key: 'body', text: text('Hello') },
    ],
    picture: kind === 'postcard' ? { url: `https://drumbeat.example/cards/${'x'.repeat(100)}.png` } : null,
    length: kind === 'sms' ? lengthOf(text('Hi')) : null,
    broken: null,
    blanks: many(amount, () => text('contact.company')),
    mayEdit: true,
    reader: zone,
  };
}

/** A report on so many steps, each with a split test; every third is not in the sequence any more. */
export function aReport(amount = 2, text: TextOf = asIs): ShownReport {
  const figuresOf = (index: number, replied: number): Figures => ({
    ...{ reached: 812 - index, sent: 800 - index, delivered: 790 - index, opened: 410 - index, clicked: 61, replied },
    ...{ meetings: 9, unsubscribed: 4, bounced: 10 },
    outcomes: index % 2 === 0 ? {} : { [text('connected')]: 120, voicemail: 61, open: 3 },
  });
  const steps = many(amount, (index): StepReport => {
    const variants = ['short', 'long'].map((name, place) => {
      return { id: text(name), isRunning: true, figures: figuresOf(index, 30 + 30 * place) };
    });
    const verdict = { kind: 'winner', id: text('long'), p: 0.0012 } as const;
    const isRemoved = index % 3 === 2;
    return {
      stepId: `step-${index}`,
      label: text(`Step ${index + 1}`),
      kind: isRemoved ? null : 'email',
      isRemoved,
      figures: figuresOf(index, 90),
      variants,
      verdict,
    };
  });
  const period = { kind: 'days', days: 30 } as const;
  return {
    sequenceId: id,
    name: text('SaaS outbound'),
    slug: 'saas-outbound',
    period,
    from: now,
    to: null,
    now,
    zone,
    steps,
    hearsOfMails: true,
  };
}

export function aSimulation(amount = 1, text: TextOf = asIs): Simulated {
  const dates = many(amount, () => ({ step: text('Intro'), at: now }));
  const contact = { id, name: text('Ada'), email: text('ada@example.com'), company: text('Acme') };
  return {
    sequenceId: id,
    name: text('SaaS outbound'),
    contact,
    dates,
    goesOn: true,
    enrolledAt: now,
    zone,
    reader: zone,
  };
}

/** What many things of a change do, which somebody has seen. */
export function someEffects(amount: number, text: TextOf): ShownEffects {
  const lines = Array.from({ length: amount }, () => text('12 get Case study next'));
  const effects = Array.from({ length: amount }, () => ({ title: text('SaaS, version 2'), lines, changes: lines }));
  return { effects, allowing: { needed: 'nobody', people: 120, limit: 100 }, isAgain: amount > 2, finished: 1_000_000 };
}
const million = 1_000_000;
export const seen: SeenEffects = {
  numbers: {
    ...{ people: million, affected: million, next: million, time: million, ended: million },
    ...{ lost: million, past: million, finished: million, tasks: million },
  },
  what: 'x'.repeat(22),
};
