import type { StoredContact } from '../../app/ports/stores/people.js';
import type { Statement } from '../postgres/statements.js';
import { selected } from './selected.js';

const columns = selected({
  id: 'id',
  workspaceId: 'workspace_id',
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  name: 'name',
  company: 'company',
  title: 'title',
  phone: 'phone',
  zone: 'zone',
  notes: 'notes',
  tags: 'tags',
  fields: 'fields',
  ownerId: 'owner_id',
} satisfies { readonly [K in keyof StoredContact]: string });
export const rowsById: Statement = {
  name: 'contacts-by-id',
  text: `SELECT ${columns} FROM contacts WHERE id = ANY($1::uuid[])`,
};
export const zonesById: Statement = {
  name: 'contacts-zones',
  text: 'SELECT id, zone FROM contacts WHERE id = ANY($1::uuid[]) AND zone IS NOT NULL',
};
/** Of a workspace and keys of addresses. Each looked up by itself: of a table that has just grown the planner knows nothing, and would read all of it at once. */
const byEmail = `SELECT ${columns} FROM unnest($2::text[]) AS key, LATERAL (
  SELECT * FROM contacts WHERE workspace_id = $1::uuid AND email_key = key LIMIT 1`;
export const rowsByEmail: Statement = { name: 'contacts-by-email', text: `${byEmail}) AS c` };
/** Of keys that are different and in order. */
export const lockRowsByEmail: Statement = {
  name: 'lock-contacts-by-email',
  text: `${byEmail} FOR NO KEY UPDATE) AS c`,
};

/** Of a workspace: the names of the fields that its contacts have beside the usual ones, and whether it has contacts. */
export const fieldNames: Statement = {
  name: 'contacts-field-names',
  text: `SELECT array_agg(key ORDER BY key COLLATE "C") FILTER (WHERE key IS NOT NULL) AS names, count(*) > 0 AS "hasContacts"
    FROM (SELECT DISTINCT jsonb_object_keys(fields) AS key FROM contacts WHERE workspace_id = $1::uuid AND fields <> '{}'
      UNION ALL (SELECT NULL FROM contacts WHERE workspace_id = $1::uuid LIMIT 1)) AS found`,
};

/** Of contacts as JSON; what is null or empty is left out there. */
const given = `json_to_recordset($1::json) AS v(id uuid, "workspaceId" uuid, email text, "emailKey" text,
  "firstName" text, "lastName" text, name text, company text, title text, phone text, zone text, notes text,
  tags text[], fields jsonb, "ownerId" uuid)`;
export const createMissingRows: Statement = {
  name: 'create-missing-contacts',
  text: `
    INSERT INTO contacts (id, workspace_id, email, email_key, first_name, last_name, name, company, title, phone, zone,
      notes, tags, fields, owner_id, created_at, updated_at)
    SELECT id, "workspaceId", email, "emailKey", "firstName", "lastName", name, company, title, phone, zone,
      notes, coalesce(tags, '{}'), coalesce(fields, '{}'), "ownerId", $2, $2
    FROM ${given} ON CONFLICT (workspace_id, email_key) DO NOTHING RETURNING id`,
};
/** Of contacts that are stored; who somebody is does not change. */
export const saveRows: Statement = {
  name: 'save-contacts',
  text: `
    UPDATE contacts AS c SET first_name = v."firstName", last_name = v."lastName", name = v.name, company = v.company,
      title = v.title, phone = v.phone, zone = v.zone, notes = v.notes,
      tags = coalesce(v.tags, '{}'), fields = coalesce(v.fields, '{}'), owner_id = v."ownerId", updated_at = $2
    FROM ${given} WHERE c.id = v.id`,
};
export const giveOwnersToRows: Statement = {
  name: 'give-contacts-owners',
  text: `
    UPDATE contacts AS c SET owner_id = v.owner_id, updated_at = $3
    FROM unnest($1::uuid[], $2::uuid[]) AS v(id, owner_id) WHERE c.id = v.id`,
};
