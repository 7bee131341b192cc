import type { DateTime } from 'luxon';
import type { TemplateData } from '../template/template-data.js';
import { type Contact, fullName } from './contact.js';

export interface TemplateDataParts {
  readonly contact: Contact;
  readonly owner: {
    readonly name: string;
    readonly email: string | null;
    readonly title: string | null;
    readonly handle: string;
  } | null;
  readonly workspace: { readonly name: string; readonly postalAddress: string | null };
  readonly sequence: { readonly name: string };
  /** The step's label: its name, else its id. */
  readonly step: { readonly name: string };
  readonly unsubscribeUrl: string | null;
  /** The moment of the sending, in the zone that the sequence counts in. */
  readonly now: DateTime;
}

/** Everything that a template's variables read. */
export function templateData(parts: TemplateDataParts): TemplateData {
  const { owner, workspace, sequence, step, unsubscribeUrl, now } = parts;
  return {
    contact: contactData(parts.contact),
    owner: {
      name: owner?.name ?? null,
      firstName: owner?.name.trim().split(/\s+/, 1)[0] ?? null,
      email: owner?.email ?? null,
      title: owner?.title ?? null,
      handle: owner?.handle ?? null,
    },
    workspace: { name: workspace.name, postalAddress: workspace.postalAddress },
    sequence: { name: sequence.name },
    step: { name: step.name },
    unsubscribe: { url: unsubscribeUrl },
    today: now.toISODate() ?? '',
  };
}

/**
 * `contact` as templates see it: cells by name, custom fields under `fields` and directly where no cell has the name.
 * `name` is made of first and last name where it is not given; the other way round nothing is guessed.
 */
export function contactData(contact: Contact): Readonly<Record<string, unknown>> {
  const { email, firstName, lastName, company, title, phone, zone, notes, tags, fields } = contact;
  const name = fullName(contact);
  const data: Record<string, unknown> = {
    email,
    firstName,
    lastName,
    name,
    company,
    title,
    phone,
    zone,
    notes,
    tags,
    fields,
  };
  // One by one: an object that is spread before others is copied sixty times as slowly, and each mail has one of these.
  for (const field of Object.keys(fields)) if (!Object.hasOwn(data, field)) data[field] = fields[field];
  return data;
}
