import type { DateTime } from 'luxon';
import { z } from 'zod';
import type { Contacts, StoredContact } from '../../app/ports/stores/people.js';
import { textCells } from '../../domain/contact/contact.js';
import { slips } from '../../domain/slips.js';
import type { Run } from '../postgres/statements.js';
import {
  createMissingRows,
  fieldNames,
  giveOwnersToRows,
  lockRowsByEmail,
  rowsByEmail,
  rowsById,
  saveRows,
  zonesById,
} from './contact-statements.js';
import { Prisma } from './generated/client.js';

const fieldsColumn = z.record(z.string(), z.union([z.string(), z.number()]));

const valuesColumn = z.object({
  cells: z.partialRecord(z.enum(textCells), z.string().nullable()),
  fields: z.record(z.string(), z.union([z.string(), z.number()]).nullable()),
  tags: z.array(z.string()).optional(),
  ownerId: z.string().nullable().optional(),
});
const editColumn = z.object({
  id: z.string(),
  byId: z.string(),
  isNew: z.boolean(),
  before: valuesColumn,
  after: valuesColumn,
});

/** Candidates that are compared letter by letter. */
const mostCandidates = 300;

/**
 * Addresses and names with what was typed in them, then those with a slip of the finger in them: the same part before or
 * after the @ or the same beginning, and at most a quarter of the letters different.
 */
async function nearestContacts(client: Prisma.TransactionClient, workspaceId: string, typed: string, limit: number) {
  const within = (text: string) => ({ contains: text, mode: 'insensitive' as const });
  const like = within(typed);
  const [local = '', domain = ''] = typed.split('@');
  const [first = '', ...last] = typed.split(/\s+/);
  const candidates = await client.contact.findMany({
    where: {
      workspaceId,
      OR: [
        ...[{ email: like }, { name: like }, { lastName: like }, { firstName: like }],
        ...(last.length === 0 ? [] : [{ firstName: within(first), lastName: within(last.join(' ')) }]),
        { emailKey: { startsWith: `${local}@` } },
        { emailKey: { startsWith: typed.slice(0, 3) } },
        ...(domain === '' ? [] : [{ emailKey: { endsWith: `@${domain}` } }]),
      ],
    },
    orderBy: { emailKey: 'asc' },
    take: mostCandidates,
  });
  const farthest = Math.max(2, Math.floor(typed.length / 4));
  return candidates
    .map((row) => ({ row, away: row.emailKey.includes(typed) ? 0 : slips(typed, row.emailKey) }))
    .filter(({ row, away }) => away <= farthest || namesOf(row).some((name) => name.includes(typed)))
    .sort((a, b) => a.away - b.away || (a.row.emailKey < b.row.emailKey ? -1 : 1))
    .slice(0, limit)
    .map(({ row }) => contactOf(row));
}

function namesOf({ name, firstName, lastName }: Pick<StoredContact, 'name' | 'firstName' | 'lastName'>): string[] {
  const both = firstName !== null && lastName !== null ? `${firstName} ${lastName}` : null;
  return [name, firstName, lastName, both].flatMap((one) => one?.toLowerCase() ?? []);
}

/** Contacts, found by address without case. */
export function contactsTable(client: Prisma.TransactionClient, run: Run): Contacts {
  const byEmails = async (workspaceId: string, emails: readonly string[]) => {
    if (emails.length === 0) return [];
    return (await run<StoredContact>(rowsByEmail, [workspaceId, keysOf(emails)])).map(withFields);
  };
  const byIds = async (ids: readonly string[]) => {
    if (ids.length === 0) return [];
    return (await run<StoredContact>(rowsById, [ids])).map(withFields);
  };
  const save = async (contact: StoredContact, at: DateTime) => {
    const { createdAt, ...update } = columnsOf(contact, at);
    await client.contact.upsert({ where: { id: contact.id }, create: { ...update, createdAt }, update });
  };
  return {
    byId: async (id) => (await byIds([id]))[0] ?? null,
    byIds,
    zones: async (ids) => {
      return zonesOf(ids.length === 0 ? [] : await run<ZoneRow>(zonesById, [ids]));
    },
    byEmail: async (workspaceId, email) => (await byEmails(workspaceId, [email]))[0] ?? null,
    byEmails,
    byPhone: async (workspaceId, phone) =>
      (await client.contact.findMany({ where: { workspaceId, phone }, orderBy: { id: 'asc' } })).map(contactOf),
    nearest: async (workspaceId, typed, limit) => nearestContacts(client, workspaceId, typed.toLowerCase(), limit),
    save,
    saveMany: async (contacts, at) => {
      if (contacts.length === 0) return;
      await run(saveRows, [rowsOf(contacts), at.toJSDate()]);
    },
    giveOwners: async (owned, at) => {
      if (owned.length === 0) return;
      const [ids, owners] = [owned.map(({ id }) => id), owned.map(({ ownerId }) => ownerId)];
      await run(giveOwnersToRows, [ids, owners, at.toJSDate()]);
    },
    createMissing: async (contacts, at) => {
      if (contacts.length === 0) return new Set();
      const created = await run<{ id: string }>(createMissingRows, [rowsOf(contacts), at.toJSDate()]);
      return new Set(created.map(({ id }) => id));
    },
    lockByEmails: async (workspaceId, emails) => {
      // Not FOR UPDATE: a new enrollment's foreign key must not wait for it.
      if (emails.length === 0) return [];
      return (await run<StoredContact>(lockRowsByEmail, [workspaceId, keysOf(emails)])).map(withFields);
    },
    keepEdit: async (id, edit) => {
      const lastEdit = edit === null ? Prisma.DbNull : (edit as unknown as Prisma.InputJsonObject);
      await client.contact.update({ where: { id }, data: { lastEdit } });
    },
    lastEdit: async (id) => {
      const row = await client.contact.findUnique({ where: { id }, select: { lastEdit: true } });
      return editColumn.nullable().parse(row?.lastEdit ?? null);
    },
    removeUnused: async (id) => {
      // Held, so that no enrollment comes in between.
      await client.$queryRaw`SELECT id FROM contacts WHERE id = ${id}::uuid FOR UPDATE`;
      return (await client.contact.deleteMany({ where: { id, enrollments: { none: {} } } })).count > 0;
    },
    fieldNames: async (workspaceId) => {
      const [found] = await run<{ names: string[] | null; hasContacts: boolean }>(fieldNames, [workspaceId]);
      return found?.hasContacts ? (found.names ?? []) : null;
    },
  };
}

interface ZoneRow {
  readonly id: string;
  readonly zone: string;
}

function zonesOf(rows: readonly ZoneRow[]): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const { id, zone } of rows) zones.set(id, zone);
  return zones;
}

/** Each once, in one order for everybody. */
function keysOf(emails: readonly string[]): string[] {
  return [...new Set(emails.map((email) => email.toLowerCase()))].sort();
}

/** Rows as JSON, in the order of the addresses, so that two statements at once do not wait for each other. */
function rowsOf(contacts: readonly StoredContact[]): string {
  const keyed = contacts.map((contact) => ({ contact, emailKey: contact.email.toLowerCase() }));
  keyed.sort((a, b) => (a.emailKey < b.emailKey ? -1 : 1));
  return JSON.stringify(
    keyed.map(({ contact, emailKey }) => ({
      id: contact.id,
      workspaceId: contact.workspaceId,
      email: contact.email,
      emailKey,
      firstName: contact.firstName ?? undefined,
      lastName: contact.lastName ?? undefined,
      name: contact.name ?? undefined,
      company: contact.company ?? undefined,
      title: contact.title ?? undefined,
      phone: contact.phone ?? undefined,
      zone: contact.zone ?? undefined,
      notes: contact.notes ?? undefined,
      tags: contact.tags.length === 0 ? undefined : contact.tags,
      fields: contact.fields,
      ownerId: contact.ownerId ?? undefined,
    })),
  );
}

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['contact']['findUnique']>>>;

/** Rows have the contact's own columns and no others; most have no field to look at. */
function withFields(row: StoredContact): StoredContact {
  for (const _ in row.fields) return { ...row, fields: fieldsColumn.parse(row.fields) };
  return row;
}

function contactOf(row: Row): StoredContact {
  const { emailKey: _key, lastEdit: _edit, createdAt: _created, updatedAt: _updated, fields, ...contact } = row;
  return { ...contact, fields: fieldsColumn.parse(fields) };
}

function columnsOf(contact: StoredContact, at: DateTime) {
  const now = at.toJSDate();
  return {
    ...contact,
    tags: [...contact.tags],
    fields: { ...contact.fields },
    emailKey: contact.email.toLowerCase(),
    createdAt: now,
    updatedAt: now,
  };
}
