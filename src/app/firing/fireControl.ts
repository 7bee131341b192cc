import type { DateTime } from 'luxon';
import { displayName, fullName } from '../../domain/contact/contact.js';
import { templateData } from '../../domain/contact/contact-data.js';
import { withFacts } from '../../domain/contact/facts.js';
import { type Fired, fireNext } from '../../domain/enrollment/fire-next.js';
import type { Progress } from '../../domain/enrollment/progress.js';
import { type Action, type ActionKind, type ActionOfKind, kindOfAction } from '../../domain/steps/action.js';
import type { Way } from '../../domain/steps/branch.js';
import { stepLabel } from '../../domain/steps/step.js';
import { type TaskStep, taskDueFromFile } from '../../domain/steps/task.js';
import { renderPlain } from '../../domain/template/render-email.js';
import { ledgerRow } from '../enrollments/saveTransition.js';
import type { Ids } from '../ports/ids.js';
import type { Execution } from '../ports/stores/enrollments.js';
import type { StoredDelivery } from '../ports/stores/parcels.js';
import type { Post, Task } from '../ports/stores/tasks.js';
import { actionWords } from '../shown/actionWords.js';
import { shortened } from '../shown/shortened.js';
import { stepNamed } from '../shown/stepNames.js';
import { appearTask, personOrChannel } from './appearTask.js';
import type { Errand } from './errands.js';
import type { Snapshot } from './loadSnapshots.js';

/** Of what a rule did, in its row. */
const mostDidText = 500;

/** What a decision has come to so far. */
export interface ControlDraft {
  /** With the contact and the owner as rules left them. */
  snapshot: Snapshot;
  progress: Progress;
  readonly executions: Execution[];
  readonly tasks: Task[];
  readonly posts: Post[];
  readonly errands: Errand[];
  readonly deliveries: StoredDelivery[];
}

/** Fires a control step: its rows, what it makes of the contact, and what a rule does beside. */
export function fireControl(draft: ControlDraft, now: DateTime, ids: Ids): void {
  const { snapshot } = draft;
  const { plan, enrollment } = snapshot;
  const fired = fireNext(plan, draft.progress, now);
  const before = { ...enrollment, progress: draft.progress };
  const [own, ...others] = fired.records.map((record) => ledgerRow(record, before, plan, ids));
  draft.progress = fired.progress;
  draft.snapshot = withContact(snapshot, fired);
  if (own === undefined) return;
  // How a branch decided, and what a rule did, is what people want to know of it.
  const said = fired.way === null ? didText(fired.actions) : wayText(fired.way);
  const row = said === null ? own : { ...own, reason: said };
  draft.executions.push(row, ...others);
  fired.actions.forEach((action, index) => {
    carryOut(kindOfAction(action), action, { draft, row, index, now, ids });
  });
  const movedTo = fired.progress.exited?.movedTo ?? null;
  if (movedTo !== null) draft.errands.push({ kind: 'enroll', sequence: movedTo, executionId: row.id });
}

function withContact(snapshot: Snapshot, { contact: facts }: Fired): Snapshot {
  const { plan, contact } = snapshot;
  if (facts === plan.contact) return snapshot;
  return { ...snapshot, contact: withFacts(contact, plan.contact, facts), plan: { ...plan, contact: facts } };
}

function wayText(way: Way): string {
  if (typeof way === 'string') return way;
  return 'goto' in way ? `goto ${way.goto}` : `move ${way.move}`;
}

function didText(actions: readonly Action[]): string | null {
  return actions.length === 0 ? null : shortened(actions.map(actionWords).join(', '), mostDidText);
}

interface Doing {
  readonly draft: ControlDraft;
  /** The rule's row. */
  readonly row: Execution;
  /** Which of the rule's actions it is. */
  readonly index: number;
  readonly now: DateTime;
  readonly ids: Ids;
}

type Carry<A> = (action: A, doing: Doing) => void;

/** The domain has done this already. */
const done = () => undefined;

/** What an action does beside the enrollment itself and its contact's tags and fields: complete by the compiler's word. */
const carries: { readonly [K in ActionKind]: Carry<ActionOfKind[K]> } = {
  addTag: done,
  removeTag: done,
  setField: done,
  addToSequence: ({ addToSequence }, doing) => errand(doing, { kind: 'enroll', sequence: addToSequence }),
  removeFromSequence: ({ removeFromSequence: name }, doing) => elsewhere(doing, 'remove', name),
  pause: ({ pause: name }, doing) => elsewhere(doing, 'pause', name),
  resume: ({ resume: name }, doing) => elsewhere(doing, 'resume', name),
  unsubscribe: (_action, doing) => errand(doing, { kind: 'unsubscribe' }),
  notify,
  createTask,
  setOwner,
  webhook: tellWebhook,
};

function carryOut<K extends ActionKind>(kind: K, action: Action, doing: Doing): void {
  carries[kind](action as ActionOfKind[K], doing);
}

function errand({ draft, row }: Doing, what: { kind: 'enroll'; sequence: string } | { kind: 'unsubscribe' }): void {
  draft.errands.push({ ...what, executionId: row.id });
}

function elsewhere({ draft, row }: Doing, kind: 'remove' | 'pause' | 'resume', name: string): void {
  if (name !== 'this') draft.errands.push({ kind, sequence: name, executionId: row.id });
}

/** Who is not here any more, or not in Slack, cannot be told: the owner is, and whom it was for. */
function notify(action: ActionOfKind['notify'], doing: Doing): void {
  const { draft, row, now } = doing;
  const { snapshot } = draft;
  const { conversation } = personOrChannel(action.notify, snapshot);
  const usual = `${comer(doing)}.`;
  const text = action.text === undefined ? usual : renderPlain(action.text, dataOf(snapshot, row, now));
  if (conversation !== null) tell(doing, conversation, text);
  else
    tell(
      doing,
      snapshot.owner.slackUserId,
      `${text}\nThis was for ${action.notify}, whom Drumbeat does not find in Slack.`,
    );
}

function setOwner({ setOwner: name }: ActionOfKind['setOwner'], doing: Doing): void {
  const { draft } = doing;
  const { memberId } = personOrChannel(name, draft.snapshot);
  const owner = draft.snapshot.members.find(({ id }) => id === memberId);
  if (owner === undefined) {
    const text = `${comer(doing)}, which hands them over to ${name}. Nobody here is ${name}, so you stay their owner.`;
    tell(doing, draft.snapshot.owner.slackUserId, text);
    return;
  }
  draft.snapshot = { ...draft.snapshot, owner, contact: { ...draft.snapshot.contact, ownerId: owner.id } };
}

/** Who came where. */
function comer({ draft: { snapshot }, row }: Doing): string {
  const { contact, plan } = snapshot;
  return `${displayName(contact)} (${contact.email}) has come to ${stepNamed(row.stepName)} in ${plan.sequence.name}`;
}

function tell({ draft, row, index, now, ids }: Doing, conversation: string | null, text: string): void {
  if (conversation === null) return;
  const { enrollment } = draft.snapshot;
  draft.posts.push({
    id: ids.next(),
    workspaceId: enrollment.workspaceId,
    conversation,
    content: { kind: 'notice', notice: { kind: 'report', text } },
    enrollmentId: enrollment.id,
    key: `notice:report:${row.id}:${index}`,
    dueAt: now,
  });
}

/** Handed over apart from the step: a receiver that is away holds up nobody. */
function tellWebhook({ webhook: url }: ActionOfKind['webhook'], { draft, row, now, ids }: Doing): void {
  const { enrollment, contact, plan } = draft.snapshot;
  const { email, company, phone, tags, fields } = contact;
  const id = ids.next();
  const event = {
    id,
    at: now.toUTC(),
    sequence: { name: plan.sequence.name },
    step: { id: row.stepId, name: row.stepName },
    contact: { name: fullName(contact), company, email, phone, tags, fields },
  };
  const content = { kind: 'rule', event } as const;
  draft.deliveries.push({
    id,
    workspaceId: enrollment.workspaceId,
    to: { kind: 'webhook', url },
    closedAt: now,
    content,
  });
}

function createTask({ createTask: task }: ActionOfKind['createTask'], { draft, row, index, now, ids }: Doing): void {
  const step: TaskStep = {
    kind: 'task',
    // No step of a sequence is called so: ids have no slash.
    id: `${row.stepId}/${index + 1}`,
    name: row.stepName,
    when: null,
    repeat: null,
    promoteAfter: null,
    content: { source: 'inline', title: task.title, type: task.type ?? 'todo', notes: null },
    due: taskDueFromFile(task.due),
    assignee: task.assignee ?? 'owner',
    pause: false,
  };
  const appeared = appearTask(draft.snapshot, step, row, now, ids);
  // A text that cannot be rendered was checked when it was published; a rule goes on without such a task.
  if (appeared.kind === 'impossible') return;
  draft.tasks.push(appeared.task);
  draft.posts.push(...appeared.posts);
}

function dataOf(snapshot: Snapshot, row: Execution, now: DateTime) {
  const { contact, owner, workspace, plan } = snapshot;
  const step = plan.sequence.steps.find(({ id }) => id === row.stepId);
  const name = step === undefined ? row.stepName : stepLabel(step);
  const parts = { contact, owner, workspace, sequence: plan.sequence, step: { name } };
  return templateData({ ...parts, now: now.setZone(plan.zone), unsubscribeUrl: null });
}
