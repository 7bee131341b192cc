import type { DateTime } from 'luxon';
import type { TemplateData } from '../../domain/template/template-data.js';
import type { Member, StoredContact, Workspace } from '../ports/stores/people.js';

/** What the texts of a step can use, for one contact. `unsubscribeUrl` is null where the mail is only shown. */
export function templateData(parts: {
  readonly contact: StoredContact;
  readonly owner: Member;
  readonly workspace: Workspace;
  readonly sequenceName: string;
  readonly stepName: string;
  readonly unsubscribeUrl: string | null;
  readonly now: DateTime;
  readonly zone: string;
}): TemplateData {
  const { contact, owner, workspace } = parts;
  return {
    contact: { ...contact.fields, ...cellsOf(contact), fields: contact.fields },
    owner: {
      name: owner.name,
      firstName: owner.name.split(' ', 1)[0] ?? null,
      email: owner.email,
      title: owner.title,
      handle: owner.handle,
    },
    workspace: { name: workspace.name, postalAddress: workspace.postalAddress },
    sequence: { name: parts.sequenceName },
    step: { name: parts.stepName },
    unsubscribe: { url: parts.unsubscribeUrl },
    today: parts.now.setZone(parts.zone).toISODate() ?? '',
  };
}

function cellsOf(contact: StoredContact): Record<string, unknown> {
  const { email, firstName, lastName, company, title, phone, zone, notes, tags } = contact;
  return { email, firstName, lastName, name: contactName(contact), company, title, phone, zone, notes, tags };
}

/** The contact's name as people know it; null when only the address is known. */
export function contactName(contact: Pick<StoredContact, 'name' | 'firstName' | 'lastName'>): string | null {
  const parts = [contact.firstName, contact.lastName].filter((part) => part !== null && part !== '');
  return contact.name ?? (parts.length > 0 ? parts.join(' ') : null);
}
