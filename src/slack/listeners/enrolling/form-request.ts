import type { ContactDetails } from '../../../app/contacts/contactDetails.js';
import type { EnrollmentRequest } from '../../../app/enrolling/request.js';
import type { SequenceVersion, StoredSequence } from '../../../app/ports/stores/sequences.js';
import type { EnrollForm } from '../../../app/shown/enroll.js';
import type { FilledNeed } from '../../views/enroll-review.js';
import type { Acting } from '../acting.js';
import { isStoredId } from '../stored-id.js';
import { typedAddresses } from './addresses.js';
import { startInstant } from './start.js';

/** The sequence that a form has chosen. */
export interface ChosenSequence {
  readonly sequence: StoredSequence;
  readonly version: SequenceVersion;
}

/** Null while none is chosen, or it is gone. */
export async function chosenSequence({ deps, workspace }: Acting, id: string | null): Promise<ChosenSequence | null> {
  const { sequences } = deps.store.read;
  const sequence = id === null || !isStoredId(id) ? null : await sequences.byId(id);
  if (sequence === null || sequence.workspaceId !== workspace.id) return null;
  const version = await sequences.version(sequence.currentVersionId);
  return version === null ? null : { sequence, version };
}

/** What a form asks for, as the use case takes it. */
export function formRequest(
  acting: Acting,
  form: EnrollForm,
  { sequence, version }: ChosenSequence,
): EnrollmentRequest {
  const { actor, workspace, now } = acting;
  const startAt = startInstant(form, version.definition, form.stepId, workspace.zone, now);
  return {
    actor,
    emails: typedAddresses(form.addresses),
    sequenceName: sequence.slug,
    ...(form.owner === null ? {} : { owner: { by: 'slack-id', slackUserId: form.owner } as const }),
    ...(form.stepId === null ? {} : { startStepId: form.stepId }),
    ...(startAt === undefined ? {} : { startAt }),
  };
}

/** What was filled in for fields that the texts need, by address. */
export function detailsOf(needs: readonly FilledNeed[]): Record<string, ContactDetails> {
  const details: Record<string, ContactDetails> = {};
  for (const { email, field, value } of needs) {
    const known: ContactDetails = details[email] ?? {};
    const custom = field.startsWith('fields.') ? field.slice('fields.'.length) : null;
    if (custom !== null) details[email] = { ...known, fields: { ...known.fields, [custom]: value } };
    else if (field === 'tags') details[email] = { ...known, tags: [value] };
    else details[email] = { ...known, [field]: value };
  }
  return details;
}
