import { enrollContacts } from '../../../app/enrolling/enrollContacts.js';
import type { AddressVerdict, EnrollmentRequest } from '../../../app/enrolling/request.js';
import { findMember, takesListing } from '../../../app/people/findMember.js';
import type { StoredSequence } from '../../../app/ports/stores/sequences.js';
import { findSequence } from '../../../app/sequences/findSequence.js';
import type { EnrollForm } from '../../../app/shown/enroll.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { actionIds } from '../../action-ids.js';
import { personText } from '../../command/people.js';
import { escaped, oneLine } from '../../views/text.js';
import { type LaterAnswer, later, type MessageAnswer, type ModalAnswer, modalAnswer, refused } from '../answers.js';
import { emptyForm, enrollView } from '../enrolling/enroll-view.js';
import { enrolledAnswer } from '../enrolling/enrolled-answer.js';
import { fewEnough } from '../enrolling/few-enough.js';
import { chosenSequence } from '../enrolling/form-request.js';
import { refusalText } from '../enrolling/refusal.js';
import { readTypedStart, startInstant } from '../enrolling/start.js';
import { blockerText, isAble } from '../enrolling/verdicts.js';
import { personRefused } from '../people.js';
import { named } from '../refusals.js';
import { runButtons } from '../run-button.js';
import { unknownSequence } from '../unknown-sequence.js';
import type { CommandContext, CommandHandler, IntentOf } from './command.js';

type EnrollIntent = IntentOf<'enroll'>;
type Enrolled = MessageAnswer | ModalAnswer;

/**
 * `enroll ADDRESS... in SEQUENCE [from @rep] [at step] [on date time]`. With all that is needed said and nothing in the
 * way it is done at once; else the form asks, filled in with what was said.
 */
export const enroll: CommandHandler<'enroll'> = async (intent, context) => {
  const { deps, actor } = context;
  const { owner } = intent;
  const isAtOnce = owner === null || !(await takesListing(deps, { actor, reference: owner }));
  if (isAtOnce) return enrollAs(intent, context);
  const fill = async () => {
    const answer = await enrollAs(intent, context);
    return answer.kind === 'later' ? answer.work() : answer;
  };
  return { kind: 'filling', title: 'Enroll', fill };
};

async function enrollAs(intent: EnrollIntent, context: CommandContext): Promise<Enrolled | LaterAnswer<Enrolled>> {
  const { deps, actor, workspace } = context;
  const emails = [...intent.emails, ...intent.notAddresses.map(({ text }) => text)];
  const found = intent.sequence === null ? null : await findSequence(deps.store.read, workspace.id, intent.sequence);
  if (found?.ok === false) {
    return unknownSequence(found, deps.settings.command, (slug) => commandText({ ...intent, sequence: slug }));
  }
  const owner = intent.owner === null ? null : await findMember(deps, { actor, reference: intent.owner });
  if (owner?.ok === false) return refused(personRefused(owner));
  const start = intent.on === null ? null : readTypedStart(intent.on, workspace.zone, context.now);
  const form: EnrollForm = {
    ...emptyForm,
    addresses: emails.join(', '),
    sequenceId: found?.sequence.id ?? null,
    owner: owner?.member.slackUserId ?? null,
    stepId: intent.at,
    ...start,
  };
  if (found === null || emails.length === 0) return modalAnswer(await enrollView(context, { form, needs: [] }, false));
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
  return emails.length > fewEnough ? later(work) : work();
}

async function enrollOrAsk(
  context: CommandContext,
  intent: EnrollIntent,
  request: EnrollmentRequest,
  form: EnrollForm,
): Promise<Enrolled> {
  const outcome = await enrollContacts(context.deps, request);
  if (outcome.ok) return enrolledAnswer(context, outcome, form);
  if (outcome.reason === 'blocked') {
    const [only, ...others] = outcome.addresses;
    const isOver = only !== undefined && others.length === 0 && !isAble(only) && only.blocker?.kind !== 'bad-address';
    if (isOver) return blocked(context, only, outcome.sequence);
    return modalAnswer(await enrollView(context, { form, needs: [] }, true));
  }
  const corrected =
    outcome.reason === 'unknown-step'
      ? outcome.steps.slice(0, 10).map(({ id, label }) => ({ label, text: commandText({ ...intent, at: id }) }))
      : [];
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

/** The command again, with what was corrected in it. */
function commandText({ emails, notAddresses, sequence, owner, at, on }: EnrollIntent): string {
  const date = on === null ? null : 'iso' in on.date ? on.date.iso : on.date.word;
  return [
    `enroll ${[...emails, ...notAddresses.map(({ text }) => text)].join(', ')}`,
    sequence === null ? null : `in "${sequence}"`,
    owner === null ? null : `from ${personText(owner)}`,
    at === null ? null : `at ${at}`,
    date === null ? null : `on ${date}`,
    on?.time ?? null,
  ]
    .filter((part) => part !== null)
    .join(' ');
}
