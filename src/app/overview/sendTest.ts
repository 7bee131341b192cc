import type { DateTime } from 'luxon';
import { enroll } from '../../domain/enrollment/enroll.js';
import { slugOf } from '../../domain/sequence/slug.js';
import type { EmailStep } from '../../domain/steps/email.js';
import type { PostcardStep } from '../../domain/steps/postcard.js';
import type { SmsStep } from '../../domain/steps/sms.js';
import { isOutward, type OutwardStep, type StepOfKind, stepLabel } from '../../domain/steps/step.js';
import type { TaskStep } from '../../domain/steps/task.js';
import { segmentsOf } from '../../domain/text-message/segments.js';
import { findContact } from '../contacts/findContact.js';
import { shownName } from '../contacts/shownName.js';
import type { AppDeps } from '../deps.js';
import { newEnrollment } from '../enrollments/newEnrollment.js';
import { planOf } from '../enrollments/planOf.js';
import { ledgerRow } from '../enrollments/saveTransition.js';
import type { UnknownContact, UnknownSequence } from '../enrollments/target.js';
import { appearTask } from '../firing/appearTask.js';
import type { Snapshot } from '../firing/loadSnapshots.js';
import { prepareCard } from '../firing/prepareCard.js';
import { prepareMail } from '../firing/prepareMail.js';
import { prepareText } from '../firing/prepareText.js';
import type { Member, StoredContact } from '../ports/stores/people.js';
import type { StoredSequence } from '../ports/stores/sequences.js';
import type { ShownTask } from '../posting/shown.js';
import { namedSequence } from '../sequences/findSequence.js';
import { type MeantSteps, meantSteps } from '../sequences/meantSteps.js';
import { readerZone } from '../shown/readerZone.js';
import { sampleContact } from './sampleContact.js';

export type SendTestOutcome =
  | {
      readonly ok: true;
      readonly kind: 'mail';
      readonly to: string;
      readonly subject: string;
      readonly stepName: string;
      /** Whose data were used; null: a made-up contact's. */
      readonly contact: string | null;
    }
  /** Nothing is sent; this is how it would look. */
  | { readonly ok: true; readonly kind: 'task'; readonly task: ShownTask; readonly stepName: string }
  | UnknownSequence
  | UnknownContact
  /** `steps`: those that can be tested. */
  | ({
      readonly ok: false;
      readonly reason: 'unknown-step';
      readonly sequenceName: string;
      readonly step: string | null;
    } & MeantSteps)
  /** The actor has no address in Slack. */
  | { readonly ok: false; readonly reason: 'no-address' }
  | {
      readonly ok: false;
      readonly reason: 'blank-fields';
      readonly contact: string;
      readonly fields: readonly string[];
    }
  /** It can never be sent as it stands, or the provider did not take it: a clause, without a full stop. */
  | { readonly ok: false; readonly reason: 'not-sent'; readonly why: string };

export interface SendTestInput {
  readonly actor: Member;
  /** Name or slug. */
  readonly sequence: string;
  /** Id or name; null: the first step that reaches somebody. */
  readonly step: string | null;
  /** Null: a made-up contact. */
  readonly contactEmail: string | null;
}

type TestDeps = Pick<AppDeps, 'store' | 'clock' | 'ids' | 'mailer' | 'texter' | 'settings'>;

/**
 * Sends one mail step to the actor's own address as if the actor owned the enrollment, marked as a test; a task step is
 * only shown. Nothing of it is in the ledger, and its unsubscribe link is the actor's own.
 */
export async function sendTest(deps: TestDeps, input: SendTestInput): Promise<SendTestOutcome> {
  const { actor, contactEmail } = input;
  const { read } = deps.store;
  const sequence = await namedSequence(read, actor.workspaceId, input.sequence);
  if ('ok' in sequence) return sequence;
  const sample = sampleContact(deps.ids.next(), actor.workspaceId);
  const contact = contactEmail === null ? sample : await findContact(read, actor.workspaceId, contactEmail);
  if ('ok' in contact) return contact;
  const now = await deps.clock.now();
  const snapshot = await madeUpSnapshot(deps, { sequence, contact, actor, now });
  const testable = snapshot.plan.sequence.steps.filter(isOutward);
  const step = input.step === null ? testable[0] : testable.find((one) => isCalled(one, input.step ?? ''));
  if (step === undefined) {
    const steps = testable.map((one) => ({ id: one.id, label: stepLabel(one) }));
    const { step } = input;
    return {
      ok: false,
      reason: 'unknown-step',
      sequenceName: sequence.name,
      step,
      ...meantSteps(step ?? '', steps),
    };
  }
  return testKind(step.kind, step, { deps, snapshot, actor, now, isSample: contactEmail === null });
}

interface Test {
  readonly deps: TestDeps;
  readonly snapshot: Snapshot;
  readonly actor: Member;
  readonly now: DateTime;
  readonly isSample: boolean;
}

/** What testing does, by kind of outward step. */
const tests: {
  readonly [K in OutwardStep['kind']]: (step: StepOfKind[K], test: Test) => Promise<SendTestOutcome>;
} = {
  email: testMail,
  sms: testText,
  task: testTask,
  postcard: testCard,
  fulfillment: async () => notSent('a fulfillment step only puts people on a list, whose items go out for real'),
};

function testKind<K extends OutwardStep['kind']>(kind: K, step: StepOfKind[K], test: Test): Promise<SendTestOutcome> {
  return tests[kind](step, test);
}

function notSent(why: string): SendTestOutcome {
  return { ok: false, reason: 'not-sent', why };
}

/** Slack knows nobody's telephone number, so it is only said how the text would read. */
async function testText(step: SmsStep, { deps, snapshot, now, isSample }: Test): Promise<SendTestOutcome> {
  const numbers = deps.texter === null ? null : 'unknown';
  const context = { numbers, executionId: deps.ids.next(), now } as const;
  const first = prepareText(snapshot, step, context);
  const prepared =
    isSample && first.kind === 'blank' ? prepareText(filled(snapshot, first.fields), step, context) : first;
  if (prepared.kind === 'impossible') return notSent(prepared.reason);
  if (prepared.kind === 'blank') {
    return { ok: false, reason: 'blank-fields', contact: snapshot.contact.email, fields: prepared.fields };
  }
  const { body } = prepared.thing;
  const { count } = segmentsOf(body);
  const length = count === 1 ? 'one segment' : `${count} segments`;
  return notSent(`I do not know your telephone number. It would read “${body}” (${body.length} characters, ${length})`);
}

/** Cards cost money and paper, so it is only said where it would go. */
async function testCard(step: PostcardStep, { deps, snapshot, now, isSample }: Test): Promise<SendTestOutcome> {
  const context = { settings: deps.settings, executionId: deps.ids.next(), now };
  const first = prepareCard(snapshot, step, context);
  const prepared =
    isSample && first.kind === 'blank' ? prepareCard(filled(snapshot, first.fields), step, context) : first;
  if (prepared.kind === 'impossible') return notSent(prepared.reason);
  if (prepared.kind === 'blank') {
    return { ok: false, reason: 'blank-fields', contact: snapshot.contact.email, fields: prepared.fields };
  }
  const { size } = prepared.thing;
  return notSent(`a postcard is only printed for real. This one, ${size} inches, would go to ${prepared.summary.to}`);
}

function isCalled(step: OutwardStep, name: string): boolean {
  return step.id === name || slugOf(stepLabel(step)) === slugOf(name);
}

async function testMail(step: EmailStep, test: Test): Promise<SendTestOutcome> {
  const { deps, snapshot, actor, now, isSample } = test;
  if (actor.email === null) return { ok: false, reason: 'no-address' };
  const to = actor.email;
  const links = { ...deps.settings.links, forContact: (id: string) => deps.settings.links.forContact(id, to) };
  const options = { settings: { ...deps.settings, links }, executionId: deps.ids.next(), now };
  const first = prepareMail(snapshot, step, options);
  const prepared =
    isSample && first.kind === 'blank' ? prepareMail(filled(snapshot, first.fields), step, options) : first;
  if (prepared.kind === 'impossible') return { ok: false, reason: 'not-sent', why: prepared.reason };
  if (prepared.kind === 'blank') {
    return { ok: false, reason: 'blank-fields', contact: snapshot.contact.email, fields: prepared.fields };
  }
  const subject = `[Test] ${prepared.thing.subject}`;
  const outcome = await deps.mailer.send({ ...prepared.thing, to: { email: to, name: actor.name }, subject });
  if (outcome.kind !== 'accepted') return { ok: false, reason: 'not-sent', why: outcome.reason };
  const contact = isSample ? null : snapshot.contact.email;
  return { ok: true, kind: 'mail', to, subject, stepName: stepLabel(step), contact };
}

/** The made-up contact with the custom fields that a text asks for. */
function filled(snapshot: Snapshot, paths: readonly string[]): Snapshot {
  const { id, workspaceId } = snapshot.contact;
  const names = paths.flatMap((path) => /^contact\.(?:fields\.)?(.+)$/.exec(path)?.[1] ?? []);
  return { ...snapshot, contact: sampleContact(id, workspaceId, names) };
}

async function testTask(step: TaskStep, { deps, snapshot, now, actor }: Test): Promise<SendTestOutcome> {
  const { enrollment, plan, contact } = snapshot;
  const record = { stepId: step.id, occurrence: 1, at: now, outcome: 'fired' as const, reason: null };
  const row = ledgerRow(record, enrollment, plan, deps.ids);
  const appeared = appearTask(snapshot, step, row, now, deps.ids);
  if (appeared.kind === 'impossible') return { ok: false, reason: 'not-sent', why: appeared.reason };
  const { task } = appeared;
  const assignee = snapshot.members.find(({ id }) => id === task.assigneeId);
  const { company, title, phone, notes } = contact;
  const shown: ShownTask = {
    ...task,
    stepName: stepLabel(step),
    zone: readerZone(actor, snapshot.workspace),
    rulesZone: plan.zone,
    overdue: false,
    closedBy: null,
    assignee: assignee === undefined ? null : { slackUserId: assignee.slackUserId, name: assignee.name },
    givenBy: null,
    sequenceName: plan.sequence.name,
    contact: { ...shownName(contact), company, title, phone, notes },
    lastTouches: [],
    next: 'This is a test: nothing happens',
    standing: { kind: 'live' },
  };
  return { ok: true, kind: 'task', task: shown, stepName: stepLabel(step) };
}

/** An enrollment that is stored nowhere: made now, owned by the actor. */
async function madeUpSnapshot(
  { store, ids }: TestDeps,
  of: { sequence: StoredSequence; contact: StoredContact; actor: Member; now: DateTime },
): Promise<Snapshot> {
  const { sequence, contact, actor, now } = of;
  const { read } = store;
  const workspace = await read.workspaces.byId(actor.workspaceId);
  const version = await read.sequences.version(sequence.currentVersionId);
  if (workspace === null || version === null) throw new Error(`the current version of ${sequence.id} is not stored`);
  const plan = planOf(version, workspace, contact);
  const { progress } = enroll(plan, now);
  const enrollment = newEnrollment({ id: ids.next(), version, contact, ownerId: actor.id, progress, now });
  const templates = await read.templates.all(workspace.id);
  return {
    enrollment,
    plan,
    version,
    workspace,
    contact,
    owner: actor,
    members: await read.members.all(workspace.id),
    standIns: new Map(),
    suppressed: false,
    numberSuppressed: false,
    saidStop: false,
    templates: new Map(templates.map((template) => [template.name, template])),
    previousMail: null,
    lists: new Map(),
  };
}
