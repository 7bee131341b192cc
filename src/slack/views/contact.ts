import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { listed } from '../../app/shown/counted.js';
import type { ShownContact, ShownMissing } from '../../app/shown/people.js';
import { fullName } from '../../domain/contact/contact.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { context, divider, input, modal, section } from './blocks.js';
import { enrollmentLine } from './enrollments.js';
import { textInput, usersInput } from './inputs.js';
import { SLACK_LIMITS } from './limits.js';
import { whenInputs } from './replied-modal.js';
import { readState } from './state.js';
import { andMore, bold, escaped, oneLine, person, unreadLine } from './text.js';

/** Cells of a contact that the form edits, and their labels. The block id is the cell's name. */
const cells = {
  firstName: 'First name',
  lastName: 'Last name',
  name: 'Whole name',
  company: 'Company',
  title: 'Title',
  phone: 'Phone',
  zone: 'Time zone',
} as const;
type Cell = keyof typeof cells;
const hints: Partial<Readonly<Record<Cell, string>>> = {
  name: 'Shown in place of first and last name. Empty: these.',
  zone: 'As in Europe/London. Empty: the account’s.',
};
const cellNames = Object.keys(cells) as readonly Cell[];

/** Characters of a cell that the form takes; the notes take what Slack does. */
export const contactTextLength = 500;

const fieldPrefix = 'fields.';
const mostFields = 40;
const mostEnrollments = 20;
const mostSequences = 5;

/** A contact: a form for those who may edit it, else a page. What is `missing` is asked for above everything else. */
export function contactModal(contact: ShownContact, missing: ShownMissing | null = null): ModalView {
  const all = Object.entries(contact.fields);
  // A name that no block id can hold cannot come back from the form.
  const fields = all.filter(([name]) => name.length + fieldPrefix.length <= SLACK_LIMITS.blockId).slice(0, mostFields);
  const head = contactHead(contact);
  const shownEnrollments = contact.enrollments.slice(0, mostEnrollments);
  const enrollments: KnownBlock[] = [
    divider,
    ...(shownEnrollments.length === 0 && contact.unread === null ? [section('In no sequence.')] : []),
    ...shownEnrollments.map(enrollmentLine),
    ...context(andMore(contact.enrollments.length - mostEnrollments), unreadLine(contact.unread)),
  ];
  if (!contact.mayEdit) {
    const known = [...cellNames.map((cell) => [cells[cell], contact[cell]] as const), ...all];
    const lines = known
      .filter(([, value]) => value !== null && value !== '')
      .slice(0, 20)
      .map(([label, value]) => `${escaped(oneLine(label), 40)}: ${escaped(oneLine(String(value)), 80)}`);
    return modal({
      callbackId: callbackIds.shown,
      title: 'Contact',
      close: 'Close',
      blocks: [...head, ...(lines.length === 0 ? [] : [section(lines.join('\n'))]), ...enrollments],
    });
  }
  return modal({
    callbackId: callbackIds.contact,
    title: 'Contact',
    submit: 'Save',
    metadata: { contactId: contact.id },
    blocks: [
      ...head,
      ...missingFirst(formInputs(contact, fields), missing),
      ...context(andMore(all.length - fields.length)),
      ...enrollments,
    ],
  });
}

function formInputs(contact: ShownContact, fields: readonly (readonly [string, string | number])[]): InputBlock[] {
  return [
    ...cellNames.map((cell) =>
      input(cell, cells[cell], textInput(contact[cell], { max: contactTextLength }), {
        optional: true,
        hint: hints[cell],
      }),
    ),
    ...fields.map(([name, value]) =>
      input(`${fieldPrefix}${name}`, name, textInput(String(value)), {
        optional: true,
      }),
    ),
    input('tags', 'Tags', textInput(contact.tags.join('; ')), { optional: true, hint: 'Separated by semicolons.' }),
    input('notes', 'Notes', textInput(contact.notes, { multiline: true }), { optional: true }),
    input('owner', 'Owner', usersInput(contact.owner?.slackUserId ?? null), { optional: true }),
  ];
}

function missingFirst(inputs: readonly InputBlock[], missing: ShownMissing | null): KnownBlock[] {
  const wanted = missing?.fields.map(({ field }) => field) ?? [];
  const first = wanted.flatMap((field) => inputs.find(({ block_id }) => block_id === field) ?? []);
  if (missing === null || first.length === 0) return [...inputs];
  const where = listed(missing.sequences.slice(0, mostSequences).map((name) => escaped(oneLine(name), 150)));
  return [
    section(
      `:warning: *The texts of ${where} need ${first.length === 1 ? 'this' : 'these'}.* Until then mails are held.`,
    ),
    ...first,
    divider,
    section('*All else that is known*'),
    ...inputs.filter((one) => !first.includes(one)),
  ];
}

function contactHead(contact: ShownContact): KnownBlock[] {
  const name = fullName(contact) ?? contact.email;
  return [
    section(`${bold(name, 150)}\n${escaped(contact.email, 254)}`),
    ...(contact.suppressed === null
      ? []
      : [section(`:no_entry: Gets nothing any more: ${escaped(oneLine(contact.suppressed), 300)}`)]),
    ...context(contact.owner === null ? null : `Owner: ${person(contact.owner)}`),
  ];
}

/** What the contact form holds; null empties a cell. Fields that the form did not show are not named. */
export interface ContactForm {
  readonly cells: Readonly<Record<Cell | 'notes', string | null>>;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly tags: readonly string[];
  /** Slack id. */
  readonly owner: string | null;
}

/** Reads `view.state.values` of the contact form. */
export function readContactForm(values: unknown): ContactForm {
  const state = readState(values);
  const blockIds = typeof values === 'object' && values !== null ? Object.keys(values) : [];
  const custom = blockIds.filter((blockId) => blockId.startsWith(fieldPrefix));
  return {
    cells: {
      firstName: state.text('firstName'),
      lastName: state.text('lastName'),
      name: state.text('name'),
      company: state.text('company'),
      title: state.text('title'),
      phone: state.text('phone'),
      zone: state.text('zone'),
      notes: state.text('notes'),
    },
    fields: Object.fromEntries(custom.map((blockId) => [blockId.slice(fieldPrefix.length), state.text(blockId)])),
    tags: (state.text('tags') ?? '')
      .split(';')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    owner: state.choice('owner'),
  };
}

export const pickContactBlocks = { email: 'email' } as const;

const contactTitles = {
  status: 'Where are they?',
  why: 'Why then?',
  replied: 'Who replied?',
  suppress: 'Suppress whom?',
  unsuppress: 'Allow whom again?',
  contact: 'Which contact?',
} as const;

/** Commands that are about one contact. */
export type PicksContact = keyof typeof contactTitles;

/** Asks for an address, for a command that was given none. `then` is the command's verb. */
export function pickContactModal(then: PicksContact): ModalView {
  return modal({
    callbackId: callbackIds.pickContact,
    title: contactTitles[then],
    submit: 'Next',
    metadata: { then },
    blocks: [
      input(pickContactBlocks.email, 'E-mail address', { type: 'email_text_input', action_id: actionIds.field }),
      ...(then === 'replied' ? whenInputs() : []),
    ],
  });
}

export function readPickedContact(values: unknown): string {
  return readState(values).text(pickContactBlocks.email) ?? '';
}
