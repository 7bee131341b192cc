import { DateTime } from 'luxon';
import { saveContact } from '../../../src/app/contacts/saveContact.js';
import { enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { explainEnrollment } from '../../../src/app/enrollments/explainEnrollment.js';
import { pause } from '../../../src/app/enrollments/pause.js';
import { removeFromSequence } from '../../../src/app/enrollments/removeFromSequence.js';
import { resolveFailed } from '../../../src/app/enrollments/resolveFailed.js';
import { resume } from '../../../src/app/enrollments/resume.js';
import { happenings } from '../../../src/app/enrollments/saveChanged.js';
import { reassignTask } from '../../../src/app/tasks/reassignTask.js';
import { showTaskNow } from '../../../src/app/tasks/showTaskNow.js';
import { snoozeTask } from '../../../src/app/tasks/snoozeTask.js';
import { type AppWorld, createAppWorld } from '../../support/app-world.js';
import { call, followUp, intro } from './cadence.js';

/** "What happened" beside the steps: holds, pauses, snoozes, hand-overs, each with its time and by whom. */
let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

const ada = { email: 'ada@example.com' };
const her = { kind: 'contact', ...ada, sequence: null } as const;

const at = (time: string) =>
  world.clock.freezeAt(DateTime.fromISO(`2026-03-02T${time}`, { zone: world.workspace.zone }).toUTC());

/** What happened after the enrollment, with the clock's time in front. */
async function happened(): Promise<string[]> {
  const outcome = await explainEnrollment(world.app, { actor: world.rep, ...ada, sequence: null });
  const [first] = outcome.ok ? outcome.why.enrollments : [];
  if (first === undefined) throw new Error('no enrollment');
  const { zone } = world.workspace;
  return first.events.slice(1).map((event) => `${event.at.setZone(zone).toFormat('HH:mm')} ${event.text}`);
}

test('pauses and resumes, one by one and with others, say by whom and what still holds it', async () => {
  await world.enrollIn(await world.publish({ steps: [intro, followUp] }), ada);
  await world.fireAt('2026-03-02T08:00');
  await at('08:10');
  await pause(world.app, { actor: world.rep, target: her });
  await at('08:20');
  await pause(world.app, { actor: world.manager, target: { kind: 'sequence', name: 'outbound' } });
  await at('08:30');
  await resume(world.app, { actor: world.rep, target: her, policy: { policy: 'keep' } });
  await at('08:40');
  await resume(world.app, {
    actor: world.manager,
    target: { kind: 'sequence', name: 'outbound' },
    policy: { policy: 'keep' },
  });
  expect(await happened()).toEqual([
    '08:00 Mail “Intro” (Hello Ada) went out',
    '08:10 Paused, by Ana Ruiz',
    '08:20 Paused with all of Outbound, by mia',
    '08:30 Resumed, by Ana Ruiz; another pause still holds it',
    '08:40 Resumed with all of Outbound, by mia',
  ]);
});

test('what begins under a pause says so', async () => {
  await world.publish({ steps: [intro] });
  await pause(world.app, { actor: world.rep, target: { kind: 'owner', memberId: world.rep.id } });
  const details = { [ada.email]: { firstName: 'Ada', company: 'Loom' } };
  await enrollContacts(world.app, { actor: world.rep, emails: [ada.email], sequenceName: 'outbound', details });
  expect(await happened()).toEqual(['08:00 Paused with everything of Ana Ruiz']);
});

test('a blank field holds it, and filling it in lets it go, before the mail goes out', async () => {
  await world.enrollIn(await world.publish({ steps: [intro] }), { ...ada, company: null });
  await world.fireAt('2026-03-02T08:00');
  await at('09:00');
  await saveContact(world.app, { actor: world.rep, email: ada.email, details: { company: 'Loom' } });
  await world.fireAt('2026-03-02T09:00:20');
  expect(await happened()).toEqual([
    '08:00 “Intro” is held: Company is blank',
    '09:00 “Intro” is held no longer, by Ana Ruiz',
    '09:00 Mail “Intro” (Hello Ada) went out',
  ]);
});

test('a refusal stays told when it was tried again', async () => {
  const { enrollment } = await world.enrollIn(await world.publish({ steps: [intro] }), ada);
  world.mailer.answerNext({ outcome: { kind: 'refused', reason: 'bad address' } });
  await world.fireAt('2026-03-02T08:00');
  expect(await happened()).toEqual(['08:00 “Intro” was refused: bad address']);
  const [row] = await world.store.read.executions.ofEnrollment(enrollment.id);
  await at('08:30');
  await resolveFailed(world.app, { actor: world.manager, executionId: row?.id ?? '', choice: 'retry' });
  await world.fireAt('2026-03-02T08:31');
  expect(await happened()).toEqual([
    '08:00 “Intro” was refused: bad address',
    '08:30 “Intro” is held no longer, by mia',
    expect.stringMatching(/^08:31 Mail “Intro” \(Hello Ada\) went out/),
  ]);
});

test('what may or may not have left is told', async () => {
  await world.enrollIn(await world.publish({ steps: [intro] }), ada);
  world.mailer.answerNext({ outcome: { kind: 'unknown', reason: 'no answer' }, taken: true });
  await world.fireAt('2026-03-02T08:00');
  expect(await happened()).toEqual(['08:00 “Intro” may or may not have left: no answer']);
});

test('snoozes, hand-overs and what was shown again are told of a task', async () => {
  await world.enrollIn(await world.publish({ steps: [call, intro] }), ada);
  await world.fireAt('2026-03-02T08:00');
  const [task] = await world.store.read.tasks.find({ workspaceId: world.workspace.id });
  const taskId = task?.id ?? '';
  await at('08:10');
  const until = (await world.clock.now()).plus({ days: 1 });
  await snoozeTask(world.app, { actor: world.rep, taskId, until });
  await at('08:20');
  await showTaskNow(world.app, { actor: world.rep, taskId });
  await at('08:30');
  await reassignTask(world.app, { actor: world.manager, taskId, to: world.manager.id });
  expect(await happened()).toEqual([
    '08:00 Task “Call” (Call Ada) is open, for mia',
    '08:10 Task “Call” (Call Ada) snoozed until Tue 3 Mar, 08:10, by Ana Ruiz',
    '08:20 Task “Call” (Call Ada) shown again before its time, by Ana Ruiz',
    '08:30 Task “Call” (Call Ada) handed on from Ana Ruiz to mia, by mia',
  ]);
});

test('a rule that pauses it and gives it to somebody else is named as one, and its tasks are its own', async () => {
  const rule = {
    id: 'r',
    name: 'To Mia',
    kind: 'rule',
    when: 'immediately',
    do: [{ createTask: { title: 'Look at {{ contact.firstName }}' } }, { setOwner: '@mia' }, { pause: 'this' }],
  };
  await world.enrollIn(await world.publish({ steps: [rule, followUp] }), ada);
  await world.fireAt('2026-03-02T08:00');
  expect(await happened()).toEqual([
    '08:00 Rule “To Mia” was carried out: create the task “Look at {{ contact.firstName }}”, make @mia the owner, pause here',
    '08:00 Task “To Mia” (Look at Ada) is open, for Ana Ruiz',
    '08:00 Handed over from Ana Ruiz to mia, by a rule',
    '08:00 Paused by a rule',
  ]);
});

test('the end says by whom it came', async () => {
  await world.enrollIn(await world.publish({ steps: [followUp] }), ada);
  await at('09:00');
  await removeFromSequence(world.app, { actor: world.manager, target: her });
  expect(await happened()).toEqual(['09:00 Ended: removed by hand, by mia']);
});

test('an end that is taken back is told as such', async () => {
  const { enrollment: open } = await world.enrollIn(await world.publish({ steps: [followUp] }), ada);
  const now = await world.clock.now();
  const over = { ...open, progress: { ...open.progress, exited: { at: now, reason: 'reply', movedTo: null } } };
  expect(happenings({ before: open, after: over })).toEqual([{ kind: 'ended', reason: 'reply', movedTo: null }]);
  expect(happenings({ before: over, after: open })).toEqual([{ kind: 'reopened' }]);
  expect(happenings({ before: over, after: { ...over, pauses: ['self'] } })).toEqual([]);
});
