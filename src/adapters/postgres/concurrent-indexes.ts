import type pg from 'pg';

/** An index that is made beside whoever writes into its table. */
export interface ConcurrentIndex {
  readonly name: string;
  readonly statement: string;
}

const index = /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY IF NOT EXISTS "([a-z0-9_]+)" ON "[a-z0-9_]+"/;

/**
 * The indexes of a migration that makes nothing else, and all of them beside writers; null where it is an ordinary one, which
 * runs in a transaction.
 */
export function indexesOf(sql: string): readonly ConcurrentIndex[] | null {
  const statements = sql
    .replace(/^\s*--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  const found = statements.flatMap((statement) => {
    const name = index.exec(statement)?.[1];
    return name === undefined ? [] : [{ name, statement }];
  });
  return found.length > 0 && found.length === statements.length ? found : null;
}

/**
 * Makes them one by one, each on its own, as PostgreSQL asks. One that an earlier try left unfinished is made anew. Whoever calls
 * sees to it that nobody else does the same meanwhile.
 */
export async function buildIndexes(
  indexes: readonly ConcurrentIndex[],
  connect: () => Promise<pg.Client>,
): Promise<void> {
  const client = await connect();
  try {
    for (const { name, statement } of indexes) {
      const { rows } = await client.query(
        'SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
        [`"${name}"`],
      );
      if (rows.length > 0) await client.query(`DROP INDEX CONCURRENTLY "${name}"`);
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}
