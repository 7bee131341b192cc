import { enrollContacts } from '../../../app/enrolling/enrollContacts.js';
import type { AddressVerdict, EnrollmentRequest } from '../../../app/enrolling/request.js';
import { findMember, takesListing } from '../../../app/people/findMember.js';
import type { StoredSequence } from '../../../app/ports/stores/sequences.js';
import type { EnrollForm } from '../../../app/shown/enroll.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { actionIds } from '../../action-ids.js';
import { escaped, oneLine } from '../../views/text.js';
import { type LaterAnswer, later, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { enrollFromMeant, enrollInAnother, enrollText, hourForStep, meantSequence } from '../enrolling/correcting.js';
import { emptyForm, enrollView } from '../enrolling/enroll-view.js';
import { enrolledAnswer } from '../enrolling/enrolled-answer.js';
import { fewEnough } from '../enrolling/few-enough.js';
import { chosenSequence } from '../enrolling/form-request.js';
import { refusalText } from '../enrolling/refusal.js';
import { startInstant } from '../enrolling/start.js';
import { blockerText, isAble } from '../enrolling/verdicts.js';
import { personRefused } from '../people.js';
import { named } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { readTypedStart } from '../typed-time.js';
import type { CommandAnswer, CommandContext, CommandHandler, IntentOf } from './command.js';

type EnrollIntent = IntentOf<'enroll'>;
type Enrolled = MessageAnswer | ModalAnswer;

/**
 * `enroll ADDRESS... in SEQUENCE [from @rep] [at step] [on date time]`. With all that is needed said and nothing in the
 * way it is done at once; else the form asks, filled in with what was said.
 */
export const enroll: CommandHandler<'enroll'> = (intent, context) => whenOwnerIsKnown(intent, context, false);

/** The same, but the form always asks. */
export const enrollForm: CommandHandler<'enroll'> = (intent, context) => whenOwnerIsKnown(intent, context, true);

async function whenOwnerIsKnown(intent: EnrollIntent, context: CommandContext, asks: boolean): Promise<CommandAnswer> {
  const { deps, actor } = context;
  const { owner } = intent;
  const isAtOnce = owner === null || !(await takesListing(deps, { actor, reference: owner }));
  if (isAtOnce) return enrollAs(intent, context, asks);
  const fill = async () => inFull(await enrollAs(intent, context, asks));
  return { kind: 'filling', title: 'Enroll', fill };
}

async function enrollAs(
  typed: EnrollIntent,
  context: CommandContext,
  asks: boolean,
): Promise<Enrolled | LaterAnswer<Enrolled>> {
  const { deps, actor, workspace } = context;
  const { found, intent } = await meantSequence(context, typed);
  if (found?.ok === false) return enrollInAnother(context, found, intent);
  const emails = [...intent.emails, ...intent.notAddresses.map(({ text }) => text)];
  const owner = intent.owner === null ? null : await findMember(deps, { actor, reference: intent.owner });
  if (owner?.ok === false) return refused(personRefused(owner), enrollFromMeant(owner, intent, asks));
  const start = intent.on === null ? null : readTypedStart(intent.on, workspace.zone, context.now);
  const form: EnrollForm = {
    ...emptyForm,
    addresses: emails.join(', '),
    sequenceId: found?.sequence.id ?? null,
    owner: owner?.member.slackUserId ?? null,
    stepId: intent.at,
    ...start,
  };
  if (asks || found === null || emails.length === 0)
    return modalAnswer(await enrollView(context, { form, needs: [] }, false));
  const chosen = await chosenSequence(context, found.sequence.id);
  if (chosen === null) throw new Error(`sequence ${found.sequence.id} has no version`);
  const startAt = startInstant(form, chosen.version.definition, intent.at, workspace.zone, context.now);
  const request: EnrollmentRequest = {
    actor,
    emails,
    sequenceName: found.sequence.slug,
    ...(intent.owner === null ? {} : { owner: intent.owner }),
    ...(intent.at === null ? {} : { startStepId: intent.at }),
    ...(startAt === undefined ? {} : { startAt }),
  };
  const work = () => enrollOrAsk(context, intent, request, form);
  return emails.length > fewEnough ? later(async () => inFull(await work())) : work();
}

/** Of what is worked on after the acknowledgement anyway, all of it. */
function inFull(answer: Enrolled | LaterAnswer<Enrolled>): Enrolled | Promise<Enrolled> {
  return answer.kind === 'later' ? answer.work() : answer;
}

async function enrollOrAsk(
  context: CommandContext,
  intent: EnrollIntent,
  request: EnrollmentRequest,
  form: EnrollForm,
): Promise<Enrolled | LaterAnswer<Enrolled>> {
  const outcome = await enrollContacts(context.deps, request);
  if (outcome.ok) return enrolledAnswer(context, outcome, form);
  if (outcome.reason === 'blocked') {
    const [only, ...others] = outcome.addresses;
    const isOver = only !== undefined && others.length === 0 && !isAble(only) && only.blocker?.kind !== 'bad-address';
    if (isOver) return blocked(context, only, outcome.sequence);
    return modalAnswer(await enrollView(context, { form, needs: [] }, true));
  }
  if (outcome.reason !== 'unknown-step') return refused(refusalText(outcome, context));
  const hour = hourForStep(intent);
  if (hour !== null) return refused(`${refusalText(outcome, context)}${hour.hint}`, runButtons(hour.commands));
  const steps = outcome.steps.slice(0, 10);
  const corrected = steps.map(({ id, label }) => ({ label, text: enrollText({ ...intent, at: id }) }));
  return refused(refusalText(outcome, context), runButtons(corrected));
}

/** One person who cannot be enrolled, and why. */
function blocked(
  { actor, workspace }: CommandContext,
  { email, blocker, contact }: AddressVerdict,
  sequence: StoredSequence,
): MessageAnswer {
  if (blocker === null) throw new Error('nothing is in the way');
  const reason = escaped(oneLine(blockerText(blocker, readerZone(actor, workspace))), 300);
  const text = `Nobody was enrolled in *${named(sequence.name)}*: ${named(email)} ${reason}`;
  const open =
    contact === null ? [] : [{ action: actionIds.contact.open, label: 'Open the contact', value: contact.id }];
  if (blocker.kind !== 'already-enrolled') return refused(text, open);
  const goOn = { label: 'Resume', text: `resume ${email} in ${sequence.slug} keep` };
  const where = { label: 'Where are they?', text: `status ${email}` };
  return refused(text, [...runButtons(blocker.state.state === 'paused' ? [goOn, where] : [where]), ...open]);
}
