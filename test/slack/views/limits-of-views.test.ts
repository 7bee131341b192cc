import { weekdays } from '../../../src/domain/sequence/when.js';
import type { StepKind } from '../../../src/domain/steps/step-kind.js';
import { templateKinds } from '../../../src/domain/template/stored-template.js';
import { verbs } from '../../../src/slack/command/verbs.js';
import { answerMessage, faultMessage, resultModal } from '../../../src/slack/views/answer.js';
import { builderModal } from '../../../src/slack/views/builder/builder.js';
import { stepFormModal } from '../../../src/slack/views/builder/step-form.js';
import { colleaguesModal, suppressModal } from '../../../src/slack/views/colleagues-modal.js';
import { contactModal, pickContactModal } from '../../../src/slack/views/contact.js';
import { digestMessage } from '../../../src/slack/views/digest.js';
import { digestListMessage, digestModal } from '../../../src/slack/views/digest-settings.js';
import { enrolledText, enrollModal } from '../../../src/slack/views/enroll.js';
import { helpOverview, helpTopic } from '../../../src/slack/views/help.js';
import { homeView } from '../../../src/slack/views/home.js';
import {
  importedMessage,
  importModal,
  importProblemsMessage,
  importReviewMessage,
  readWantedImport,
} from '../../../src/slack/views/import.js';
import { noticeMessage } from '../../../src/slack/views/notice.js';
import { parcelFormModal } from '../../../src/slack/views/parcel-form.js';
import { parcelListModal, parcelListsMessage } from '../../../src/slack/views/parcels.js';
import { resumeModal, targetModal } from '../../../src/slack/views/pause-modals.js';
import { pickSequenceModal, testModal } from '../../../src/slack/views/pick-modals.js';
import { removeModal } from '../../../src/slack/views/remove-modal.js';
import { replacementReviewModal, replaceTemplateModal } from '../../../src/slack/views/replace-template.js';
import { repliedModal } from '../../../src/slack/views/replied-modal.js';
import { reportMessage } from '../../../src/slack/views/report.js';
import { restoreReviewModal } from '../../../src/slack/views/restore-review.js';
import { sequenceListMessage, sequenceMessage } from '../../../src/slack/views/sequences.js';
import { settingsModal } from '../../../src/slack/views/settings.js';
import { simulatedMessage } from '../../../src/slack/views/simulated.js';
import { statusMessage, whyMessage } from '../../../src/slack/views/status.js';
import { taskMessage } from '../../../src/slack/views/task.js';
import { taskListMessage } from '../../../src/slack/views/task-list.js';
import { snoozeModal, taskModal } from '../../../src/slack/views/task-modals.js';
import { taskPostsMessage } from '../../../src/slack/views/task-posts.js';
import { templateFormModal } from '../../../src/slack/views/template-form.js';
import { templateListMessage, templateModal } from '../../../src/slack/views/templates.js';
import { escaped } from '../../../src/slack/views/text.js';
import { todayMessage } from '../../../src/slack/views/today.js';
import { expectHome, expectMessage, expectModal, extremes } from './extremes.js';
import {
  aBuilder,
  aContact,
  aDigest,
  aHome,
  aNotice,
  anEnroll,
  aReport,
  aResume,
  aSequence,
  aSequenceLine,
  aShownSequence,
  aSimulation,
  aStatus,
  aStepForm,
  aTask,
  aTaskList,
  aTemplate,
  aTemplateLine,
  aToday,
  aWhy,
  id,
  now,
  remarksOf,
  seen,
  someDigests,
  someEffects,
  someSettings,
  someTaskPosts,
  type TextOf,
} from './shown-for-tests.js';

describe.each(extremes)('Slack takes every view of %s:', (_, amount, text) => {
  const steps = Math.min(amount, 200);

  test.each(['call', 'linkedin', 'email', 'todo'] as const)('a task of type %s, in each of its states', (type) => {
    expectMessage(taskMessage(aTask({ type }, text)));
    expectMessage(taskMessage(aTask({ type, overdue: true }, text)));
    expectMessage(taskMessage(aTask({ type, snoozedUntil: now.plus({ hours: 1 }) }, text)));
    expectModal(taskModal(aTask({ type }, text), answerMessage({ tone: 'done', text: escaped(text('Done'), 10_000) })));
    expectMessage(taskMessage(aTask({ type, standing: { kind: 'below' } }, text)));
    const ana = { slackUserId: null, name: text('Ana') };
    expectMessage(taskMessage(aTask({ type, standing: { kind: 'handed-on', to: ana, by: ana, at: now } }, text)));
    const closedBy = { slackUserId: null, name: text('Ana') };
    expectMessage(taskMessage(aTask({ type, state: 'done', outcome: text('done'), closedAt: now, closedBy }, text)));
    expectMessage(taskMessage(aTask({ type, state: 'closed', closedAt: now, closedReason: text('reply') }, text)));
  });

  test('tasks that came at once', () => {
    expectMessage(taskPostsMessage(someTaskPosts(amount, text)));
  });

  test('a notice', () => {
    const button = { action: 'resolve-uncertain', label: text('It was sent'), value: text('sent') } as const;
    const buttons = Array.from({ length: amount }, () => button);
    expectMessage(noticeMessage(aNotice({ title: text('Title'), text: text('Text'), buttons })));
  });

  test('a digest', () => {
    const lines = Array.from({ length: amount }, () => text('3 mails'));
    const sections = Array.from({ length: amount }, () => ({ title: text('Fired'), lines }));
    expectMessage(digestMessage(aDigest({ title: text('Digest'), sections, lateFrom: now })));
  });

  test('the App Home', () => {
    expectHome(homeView(aHome(amount, text), { command: '/sequence' }));
  });

  test('a report, and the same in words', () => {
    const drawn = reportMessage({ report: aReport(amount, text), mayPromote: true, periods: [] });
    expectMessage(drawn);
    expectModal(resultModal('Report', drawn));
  });

  test('answers to commands', () => {
    expectMessage(statusMessage(aStatus(amount, text)));
    expectMessage(whyMessage(aWhy(Math.min(amount, 50), text)));
    expectMessage(todayMessage(aToday(amount, text), { offersTeam: true }));
    expectMessage(todayMessage({ ...aToday(amount, text), of: 'everybody' }));
    for (const page of [0, 3, 1000]) {
      expectMessage(taskListMessage(aTaskList(amount, text), page));
      expectMessage(
        sequenceListMessage(
          Array.from({ length: amount }, () => aSequenceLine(text)),
          { page, mayEdit: true },
        ),
      );
      expectMessage(sequenceMessage(aShownSequence(steps, text), page));
      expectMessage(simulatedMessage(aSimulation(steps, text)));
      expectMessage(digestListMessage(someDigests(amount), 'Europe/London', page));
    }
    expectMessage(answerMessage({ tone: 'done', text: escaped(text('Paused.'), 10_000) }));
    const people = Array.from({ length: amount }, () => ({
      name: text('Ada'),
      email: text('ada@example.com'),
      first: text('Intro'),
    }));
    const notEnrolled = people.map(({ email }) => ({ email, reason: text('is in it') }));
    const summary = { sequenceName: text('SaaS'), people, from: null, first: text('Intro'), notEnrolled };
    expectMessage(answerMessage({ tone: 'done', text: enrolledText(summary) }));
  });

  test('the enroll modal, before and after its review', () => {
    expectModal(enrollModal(anEnroll(amount, text)));
    expectModal(enrollModal(anEnroll(amount, text, true)));
    expectModal(enrollModal({ ...anEnroll(amount, text), chosen: null }));
  });

  test('the builder, on every page', () => {
    for (const page of [0, 1, 4, 99])
      expectModal(builderModal(aBuilder(steps, text, { page, problem: text('No steps'), remarks: remarksOf(text) })));
  });

  test('stored templates: the list, one of them, its forms', () => {
    const lines = Array.from({ length: amount }, () => aTemplateLine(text));
    for (const page of [0, 3, 1000]) {
      expectMessage(
        templateListMessage(
          { templates: lines, unread: [text('1 was made by a newer version'), text('Not counted: 1 sequence')] },
          { search: text('intro'), mayEdit: true, page },
        ),
      );
    }
    for (const kind of templateKinds) {
      const shown = aTemplate(kind, amount, text);
      expectModal(templateModal(shown, text('Saved')));
      expectModal(templateModal({ ...shown, preview: null, broken: text('no'), usedIn: [] }));
      const over = { templateId: id, version: 3 };
      expectModal(templateFormModal({ kind, name: 'intro', over }, shown.template, { notice: text('Saved') }));
      expectModal(templateFormModal({ kind, name: null, over: null }, null));
    }
    const names = Array.from({ length: amount }, (_one, index) => ({ id: `${id}${index}`, name: text('intro') }));
    expectModal(replaceTemplateModal({ id, name: text('intro'), usedIn: names.map(({ name }) => name) }, names));
    expectModal(replaceTemplateModal({ id, name: text('intro'), usedIn: [text('One')] }, []));
    const changed = { from: text('intro'), to: text('other'), words: names.map(({ name }) => name) };
    const wanted = { templateId: id, replacementId: id, seen };
    const effects = someEffects(amount, text);
    expectModal(replacementReviewModal(effects, changed, wanted));
    expectModal(restoreReviewModal(effects, { of: 'template', id, number: amount, seen }));
    const over = { kind: 'email', name: 'intro', over: { templateId: id, version: 3 }, seen } as const;
    expectModal(templateFormModal(over, aTemplate('email', amount, text).template, { effects }));
  });

  test('lists for parcels: all of them, one, its form', () => {
    const items = Array.from({ length: Math.min(amount, 50) }, () => ({ item: text('Mug'), quantity: 1000 }));
    const to = { kind: 'webhook', url: `https://pack.example/${'in'.repeat(1000)}` } as const;
    const list = { name: text('welcome-kit'), items, to, days: weekdays, at: '17:00' };
    const line = { id, list, dueAt: now, waiting: amount, usedIn: amount };
    const lines = Array.from({ length: amount }, () => line);
    for (const page of [0, 3, 1000]) {
      expectMessage(
        parcelListsMessage(
          { lists: lines, unread: [text('1 was made by a newer version'), text('Not counted: 1 sequence')] },
          { search: text('mug'), mayEdit: true, reader: 'UTC', page },
        ),
      );
    }
    const version = { number: amount, savedAt: now, savedBy: text('Mia') };
    const delivery = { id, to, closedAt: now, lines: amount, state: 'refused', reason: text('no') } as const;
    const ten = Math.min(amount, 10);
    const shown = {
      ...{ ...line, version: 1, mayEdit: true, reader: 'UTC', unread: text('Not counted: 1 sequence') },
      usedIn: Array.from({ length: amount }, () => text('SaaS')),
      lines: Array.from({ length: ten }, () => ({ item: text('Mug'), quantity: 1000, contact: text('Ada') })),
      deliveries: Array.from({ length: ten }, () => delivery),
      versions: Array.from({ length: amount }, () => version),
    };
    expectModal(parcelListModal(shown, text('Saved')));
    expectModal(parcelListModal({ ...shown, usedIn: [], waiting: 0, dueAt: null, deliveries: [] }));
    expectModal(
      parcelFormModal({ name: 'welcome-kit', over: { listId: id, version: 3 } }, list, { notice: text('Saved') }),
    );
    expectModal(parcelFormModal({ name: null, over: null }, null));
    const over = { listId: id, version: 3 };
    expectModal(parcelFormModal({ name: 'kit', over, seen }, list, { effects: someEffects(amount, text) }));
  });

  test('imports: the form, the offer, what came in and what is wrong', () => {
    const problem = { file: text('a.yml'), line: 3, column: 7, path: text('steps[0]'), message: text('must be') };
    const problems = Array.from({ length: amount }, () => problem);
    const outcome = { version: 2, takenOver: 3, kind: 'new-version' as const, remarks: remarksOf(text) };
    const sequences = Array.from({ length: amount }, () => ({ ...outcome, name: text('SaaS') }));
    const contacts = { created: 1, changed: 2, unchanged: 3, released: 4 };
    expectModal(importModal());
    const fileIds = Array.from({ length: 10 }, (_, index) => `F0123456789${index}`);
    expectMessage(importProblemsMessage(problems, { good: 1_000_000, fileIds, isShared: amount % 2 === 0 }));
    const leftOut = Array.from({ length: amount }, (_, index) => ({
      file: text(`people${index}.csv`),
      lines: 3,
      csv: '',
    }));
    expectMessage(importedMessage({ sequences, templates: [], lists: [], contacts, leftOut }, false));
    const review = importReviewMessage(someEffects(amount, text), { fileIds, goodOnes: true, seen });
    expectMessage(review);
    const wanted = review.blocks
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .flatMap((element) => ('value' in element ? (readWantedImport(element.value ?? '') ?? []) : []));
    expect(wanted).toEqual(['continue', 'leave'].map((finished) => ({ fileIds, goodOnes: true, seen, finished })));
  });

  test('the forms of steps', () => {
    const templates = Array.from({ length: amount }, (_unused, index) => ({
      name: `${text('intro').slice(0, 140)}${index}`,
      subject: text('Hello'),
      picture: null,
    }));
    for (const step of aSequence(3, text).steps) {
      const kind = step.kind as StepKind;
      const file = JSON.parse(JSON.stringify({ ...fileOf(step.id, steps, text) }));
      expectModal(stepFormModal(aStepForm({ kind, file, stepId: step.id, templates })));
      for (const timing of ['at', 'delay', 'immediately'] as const) {
        for (const assignee of ['owner', 'person', 'channel'] as const) {
          const ways = { holds: 'goto', otherwise: 'move' } as const;
          const choices = { timing, assignee, content: 'template', repeats: true, ...ways } as const;
          expectModal(stepFormModal(aStepForm({ kind, templates }), choices));
          expectModal(stepFormModal(aStepForm({ kind, file, templates: [] }), { ...choices, content: 'inline' }));
        }
      }
    }
  });

  test('the other modals', () => {
    expectModal(contactModal(aContact(amount, text)));
    expectModal(contactModal(aContact(amount, text, { mayEdit: false })));
    const sequences = Array.from({ length: amount }, () => text('SaaS'));
    const asked = ['company', 'notes', 'fields.size'].map((field) => ({ field, label: field }));
    expectModal(contactModal(aContact(amount, text), { sequences, fields: asked }));
    expectModal(settingsModal(someSettings(Math.min(amount, 90), text)));
    expectModal(settingsModal(someSettings(amount, text, false)));
    const named = Array.from({ length: amount }, (_unused, index) => ({ id: `${id}${index}`, name: text('SaaS') }));
    expectModal(pickSequenceModal(named, 'show'));
    const labelled = named.map((one) => ({ id: one.id, label: one.name }));
    expectModal(testModal({ sequences: named, sequenceId: named[0]?.id ?? null, steps: labelled, stepId: null }));
    const target = { kind: 'sequence', name: text('SaaS') } as const;
    const removed = { kind: 'enrollment', enrollmentId: id } as const;
    const status = aStatus(amount, text);
    expectModal(removeModal({ target: removed, contact: status.contact, enrollments: status.enrollments }));
    expectModal(resumeModal({ target, preview: aResume(amount, text), policy: 'keep', hours: 4 }));
    const stopped = status.enrollments.map((one, index) => ({ ...one, isOwn: index % 2 === 1 }));
    expectModal(suppressModal('a'.repeat(300), 'suppress ada@example.com'));
    for (const deed of ['suppress', 'remove', 'pause', 'replied'] as const) {
      const wouldStop = { contact: status.contact, enrollments: stopped, slug: null };
      expectModal(colleaguesModal(deed, wouldStop, `${deed} ada@example.com`));
    }
    expectModal(repliedModal({ name: text('Ada'), sequenceName: text('SaaS') }, { enrollmentId: id }));
  });
});

/** The step's JSON in the sequence file, by way of the writer that the program uses. */
function fileOf(stepId: string, steps: number, text: TextOf) {
  const step = aSequence(steps, text).steps.find((one) => one.id === stepId);
  if (step === undefined) return {};
  if (step.kind === 'email') {
    return {
      id: step.id,
      name: step.name,
      email: step.content,
      when: { days: 2, at: '10:00' },
      repeat: { every: '7 days' },
    };
  }
  if (step.kind === 'task')
    return { id: step.id, name: step.name, task: step.content, due: step.due, assignee: 'U0BEN00001' };
  return { id: step.id, name: step.name, for: '3 days' };
}

describe('Slack takes the views that hold nothing of anybody’s', () => {
  test('help, with every command in it and on every command', () => {
    const overview = helpOverview({ command: '/sequence' });
    expectMessage(helpOverview({ command: `/${'x'.repeat(31)}` }));
    for (const verb of verbs) expectMessage(helpTopic(verb, { command: `/${'x'.repeat(31)}` }));
    const listed = JSON.stringify(overview.blocks);
    expect(verbs.filter((verb) => !listed.includes(`\`/sequence ${verb}\`  `))).toEqual([]);
  });

  test('the small modals', () => {
    expectModal(snoozeModal({ id, date: '2026-12-01', time: '09:00', overTask: true }));
    expectModal(targetModal('pause'));
    expectModal(targetModal('resume'));
    expectModal(targetModal('remove'));
    expectModal(pickContactModal('why'));
    expectModal(pickContactModal('replied'));
    expectModal(digestModal({ channel: 'C0SALES001', rhythm: 'daily', at: null, zone: 'Europe/London' }));
  });

  test('empty lists and a fault', () => {
    expectMessage(taskListMessage(aTaskList(0)));
    expectMessage(sequenceListMessage([], { mayEdit: true }));
    expectMessage(digestListMessage([], 'Europe/London'));
    expectMessage(todayMessage(aToday(0)));
    expectMessage(statusMessage(aStatus(0)));
    expectMessage(whyMessage(aWhy(0)));
    expectMessage(digestMessage(aDigest({ sections: [] })));
    expectMessage(faultMessage(id));
    expectModal(builderModal(aBuilder(0)));
    expectHome(homeView(aHome(0), { command: '/sequence' }));
  });
});
