import type { ContactDetails } from '../../../app/contacts/contactDetails.js';
import { type ContactToSave, saveContact } from '../../../app/contacts/saveContact.js';
import { fieldNames } from '../../../app/enrolling/blankWords.js';
import type { StoredContact } from '../../../app/ports/stores/people.js';
import { counted } from '../../../app/shown/counted.js';
import { displayName, textCells } from '../../../domain/contact/contact.js';
import { type ContactForm, contactTextLength, readContactForm } from '../../views/contact.js';
import { inputBlockIds } from '../../views/field-errors.js';
import { SLACK_LIMITS } from '../../views/limits.js';
import type { Acting } from '../acting.js';
import { done, info, result, type SubmissionAnswer } from '../answers.js';
import { editUndo } from '../contact-edits.js';
import { addressOfForm } from '../contact-form.js';
import { named, notAllowed, targetRefused } from '../refusals.js';
import type { SubmissionHandler } from './submission.js';

/** The contact form: saves what was changed in it. Mails that were held for a field go on. */
export const submitContact: SubmissionHandler = async (context) => {
  const { deps, actor, view } = context;
  const email = await addressOfForm(context, view.metadata);
  if (email === null) return result('Contact', targetRefused({ ok: false, reason: 'gone' }));
  const stored = await deps.store.read.contacts.byEmail(actor.workspaceId, email);
  const form = readContactForm(view.values);
  const owner = await ownerOf(context, stored, form.owner);
  const saved = await saveContact(deps, { actor, email, details: changedDetails(stored, form), ...owner });
  if (saved.ok) {
    const name = named(displayName(saved.contact));
    const released = saved.released === 0 ? '' : ` ${heldMails(saved.released)}.`;
    const still = await stillBlank(context, saved.contact.id);
    if (saved.editId === null) return result('Contact', info(`*${name}* is so already: nothing was changed.${still}`));
    const said = `${saved.isNew ? 'Created' : 'Saved'} *${name}*.${released}${still}`;
    return result('Contact', done(said, editUndo(saved.contact.id, saved.editId)));
  }
  if (saved.reason === 'not-allowed') return result('Contact', notAllowed(saved, 'change somebody else’s contact'));
  return fieldProblems(saved.problems, inputBlockIds(view.blocks));
};

/** The fields that the contact's mails wait for even now. */
async function stillBlank({ deps, actor }: Acting, contactId: string): Promise<string> {
  const { workspaceId } = actor;
  const held = await deps.store.read.enrollments.find({ workspaceId, contactIds: [contactId], hold: 'blank-field' });
  const paths = [...new Set(held.flatMap(({ holdReason }) => holdReason?.split(', ') ?? []))];
  if (paths.length === 0) return '';
  return ` Still blank: ${named(fieldNames(paths))}. The mail stays held.`;
}

function heldMails(amount: number): string {
  return `${counted(amount, 'held mail')} ${amount === 1 ? 'goes' : 'go'} on`;
}

/** Only what was changed: a text too long for the form was cut in it, and stays as it is. */
function changedDetails(stored: StoredContact | null, { cells, fields, tags }: ContactForm): ContactDetails {
  const changedCells = textCells.flatMap((cell) => {
    const typed = cells[cell];
    return isAsShown(stored?.[cell], typed) ? [] : [[cell, typed ?? ''] as const];
  });
  const changedFields = Object.entries(fields).flatMap(([name, typed]) =>
    isAsShown(stored?.fields[name], typed) ? [] : [[name, typed ?? ''] as const],
  );
  return { ...Object.fromEntries(changedCells), fields: Object.fromEntries(changedFields), tags };
}

function isAsShown(known: string | number | null | undefined, typed: string | null): boolean {
  const whole = String(known ?? '').trim();
  const cut = [contactTextLength, SLACK_LIMITS.plainTextInput].map((length) => whole.slice(0, length).trim());
  return [whole, ...cut].includes(typed ?? '');
}

/** Left out where the form could not show the owner (known from an import only), or shows the one there is. */
async function ownerOf(
  { deps, actor }: Acting,
  stored: StoredContact | null,
  chosen: string | null,
): Promise<Pick<ContactToSave, 'owner'>> {
  const ownerId = stored === null ? actor.id : stored.ownerId;
  const before = ownerId === null ? null : await deps.store.read.members.byId(ownerId);
  if ((before?.slackUserId ?? null) === chosen) return {};
  return { owner: chosen === null ? null : { by: 'slack-id', slackUserId: chosen } };
}

/** Problems at their fields; one whose field the form has not stands at the first. */
function fieldProblems(
  problems: readonly { readonly field: string; readonly message: string }[],
  blockIds: readonly string[],
): SubmissionAnswer {
  const errors: Record<string, string> = {};
  for (const { field, message } of problems) {
    const at = blockIds.includes(field) ? field : (blockIds[0] ?? field);
    errors[at] = errors[at] === undefined ? message : `${errors[at]} ${message}`;
  }
  return { kind: 'errors', errors };
}
