import { createHash } from 'node:crypto';
import type { ModalView } from '@slack/types';
import { nearestAddresses } from '../../../app/contacts/findContact.js';
import { meantAddress } from '../../../app/enrolling/meantAddress.js';
import { previewEnrollment } from '../../../app/enrolling/previewEnrollment.js';
import type { AddressVerdict, EnrollmentRequest } from '../../../app/enrolling/request.js';
import { planOf } from '../../../app/enrollments/planOf.js';
import { previewOf } from '../../../app/sequences/previewOf.js';
import { listed } from '../../../app/shown/counted.js';
import type { EnrollForm, EnrollReview, ShownEnroll } from '../../../app/shown/enroll.js';
import { readerZone } from '../../../app/shown/readerZone.js';
import { stepLabel } from '../../../domain/steps/step.js';
import { enrollModal } from '../../views/enroll.js';
import type { FilledNeed } from '../../views/enroll-review.js';
import type { Acting } from '../acting.js';
import { fewEnough } from './few-enough.js';
import { type ChosenSequence, chosenSequence, formRequest } from './form-request.js';
import { isAble, reviewPerson } from './verdicts.js';

/** What an enroll modal was filled in with. */
export interface FilledIn {
  readonly form: EnrollForm;
  readonly needs: readonly FilledNeed[];
}

export const emptyForm: EnrollForm = {
  addresses: '',
  sequenceId: null,
  owner: null,
  stepId: null,
  date: null,
  time: null,
};

/**
 * The enroll modal, filled in, with the dates that it would produce; with `reviewed`, what stands in the way too, where
 * enough is filled in to tell.
 */
export async function enrollView(acting: Acting, { form, needs }: FilledIn, reviewed: boolean): Promise<ModalView> {
  const sequences = await acting.deps.store.read.sequences.all(acting.workspace.id);
  const chosen = await chosenSequence(acting, form.sequenceId);
  // A step of the sequence that was chosen before, or of a version before.
  const steps = chosen?.version.definition.steps ?? [];
  const stepId = steps.some(({ id }) => id === form.stepId) ? form.stepId : null;
  const filled = { ...form, stepId };
  return enrollModal({
    sequences,
    filled,
    chosen: chosen === null ? null : await shownChoice(acting, filled, chosen),
    clock: { zone: acting.workspace.zone, reader: readerZone(acting.actor, acting.workspace), now: acting.now },
    review: chosen === null || !reviewed ? null : await review(acting, { form: filled, needs }, chosen),
  });
}

async function shownChoice(
  acting: Acting,
  form: EnrollForm,
  chosen: ChosenSequence,
): Promise<NonNullable<ShownEnroll['chosen']>> {
  const { sequence, version } = chosen;
  const { emails, startAt, startStepId } = formRequest(acting, form, chosen);
  const [only, ...others] = emails;
  // Of one person the dates in their own zone, where the sequence goes by that.
  const contact =
    only === undefined || others.length > 0
      ? null
      : await acting.deps.store.read.contacts.byEmail(acting.workspace.id, only);
  const isAhead = startAt !== undefined && startAt > acting.now;
  const start = { ...(isAhead ? { startAt } : {}), ...(startStepId === undefined ? {} : { startStepId }) };
  return {
    id: sequence.id,
    name: sequence.name,
    steps: version.definition.steps.map((step) => ({ id: step.id, label: stepLabel(step) })),
    preview: previewOf(
      planOf(version, acting.workspace, contact),
      acting.now,
      start,
      readerZone(acting.actor, acting.workspace),
    ),
  };
}

/** Null where it cannot be told yet: the form's own errors come first. */
async function review(acting: Acting, { form, needs }: FilledIn, chosen: ChosenSequence): Promise<EnrollReview | null> {
  const request = formRequest(acting, form, chosen);
  const previewed = await previewEnrollment(acting.deps, request);
  if (!previewed.ok) return null;
  const { addresses } = previewed.preview;
  const zone = readerZone(acting.actor, acting.workspace);
  const personOf = async (verdict: AddressVerdict) => {
    const meant = addresses.length <= fewEnough ? await meantBy(acting, verdict) : null;
    return reviewPerson(verdict, { needs, zone, meant });
  };
  return {
    key: reviewKey(request, addresses),
    people: await Promise.all(addresses.map(personOf)),
  };
}

/** Whom somebody may have meant: by a new address, or by a name or an address that is none. */
async function meantBy({ deps, workspace }: Acting, verdict: AddressVerdict): Promise<string | null> {
  const { read } = deps.store;
  const { email, contact, blocker } = verdict;
  if (blocker?.kind === 'bad-address') return listed(await nearestAddresses(read, workspace.id, email), 'or') || null;
  return contact === null && isAble(verdict) ? meantAddress(read, workspace.id, email) : null;
}

/** Stands for what somebody saw before they confirmed it: who, where, and what stood in the way of whom. */
export function reviewKey(request: EnrollmentRequest, verdicts: readonly AddressVerdict[]): string {
  const { sequenceName, owner, startStepId, startAt } = request;
  const seen = verdicts.map(({ email, blocker, blanks, startsPaused }) => [
    email,
    blocker?.kind ?? null,
    blanks.map(({ path }) => path),
    startsPaused,
  ]);
  const all = [sequenceName, owner ?? null, startStepId ?? null, startAt?.toMillis() ?? null, seen];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 22);
}
