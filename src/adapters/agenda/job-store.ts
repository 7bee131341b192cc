import type { JobRepository } from 'agenda';
import type { Pool } from 'pg';

/**
 * Where Agenda keeps its jobs. A pool that is passed in stays the caller's: it is not closed here, and its `error` event
 * is the caller's to handle.
 */
export type AgendaBackendChoice =
  | { readonly kind: 'mongo'; readonly uri: string }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'postgres'; readonly pool: Pool };

/** An open connection to the job store. */
export interface JobStore {
  /** `MongoDB` or `PostgreSQL`, for people. */
  readonly name: string;
  readonly repository: JobRepository;
  /** Creates what the jobs need (table or collection, indexes) unless it is there. Safe beside other workers. */
  ensure(): Promise<void>;
  /** Asks for nothing; rejects when the store is away. */
  ping(): Promise<void>;
  /** Closes the connection. Never rejects; may be called again. */
  close(): Promise<void>;
}

/** The jobs' collection or table, named so that nobody takes it for Drumbeat's own data. */
export const MONGO_COLLECTION = 'agendaAlarms';
export const POSTGRES_TABLE = 'agenda_alarms';

/** The one-off alarms' name; it stands in the unique indexes, hence here. */
export const ONE_OFF = 'one-off alarm';

/** Whether a save was refused because the same one-off alarm is stored already. */
export function isDuplicate(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 11000 || code === '23505';
}

/** One line about a fault, without what the connection string holds. */
export function describeFault(error: unknown, backend: AgendaBackendChoice): string {
  const line = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const address = backend.kind === 'mongo' ? backend.uri : 'url' in backend ? backend.url : null;
  if (address === null) return line;
  const password = /:\/\/[^/@]*?:([^@]*)@/.exec(address)?.[1];
  let clean = line.replaceAll(address, '<address>');
  for (const secret of password ? [password, safeDecode(password)] : []) clean = clean.replaceAll(secret, '<password>');
  return clean;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
