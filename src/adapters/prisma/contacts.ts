import type { DateTime } from 'luxon';
import { z } from 'zod';
import type { Contacts, StoredContact } from '../../app/ports/stores/people.js';
import type { Prisma } from './generated/client.js';

const fieldsColumn = z.record(z.string(), z.union([z.string(), z.number()]));

/** Contacts, found by address without case. */
export function contactsTable(client: Prisma.TransactionClient): Contacts {
  const byEmails = async (workspaceId: string, emails: readonly string[]) => {
    const emailKey = { in: emails.map((email) => email.toLowerCase()) };
    return (await client.contact.findMany({ where: { workspaceId, emailKey } })).map(contactOf);
  };
  const save = async (contact: StoredContact, at: DateTime) => {
    const { createdAt, ...update } = columnsOf(contact, at);
    await client.contact.upsert({ where: { id: contact.id }, create: { ...update, createdAt }, update });
  };
  return {
    byId: async (id) => {
      const row = await client.contact.findUnique({ where: { id } });
      return row === null ? null : contactOf(row);
    },
    byIds: async (ids) => (await client.contact.findMany({ where: { id: { in: [...ids] } } })).map(contactOf),
    byEmail: async (workspaceId, email) => (await byEmails(workspaceId, [email]))[0] ?? null,
    byEmails,
    nearest: async (workspaceId, typed, limit) => {
      const like = { contains: typed, mode: 'insensitive' as const };
      const rows = await client.contact.findMany({
        where: { workspaceId, OR: [{ email: like }, { name: like }, { lastName: like }, { firstName: like }] },
        orderBy: { email: 'asc' },
        take: limit,
      });
      return rows.map(contactOf);
    },
    save,
    saveMany: async (contacts, at) => {
      for (const contact of contacts) await save(contact, at);
    },
  };
}

type Row = NonNullable<Awaited<ReturnType<Prisma.TransactionClient['contact']['findUnique']>>>;

function contactOf(row: Row): StoredContact {
  const { emailKey: _key, createdAt: _created, updatedAt: _updated, fields, ...contact } = row;
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
