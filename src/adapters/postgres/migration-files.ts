import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Migration {
  readonly name: string;
  readonly file: string;
  readonly sql: string;
  /** As Prisma's tools write it down: SHA-256. */
  readonly checksum: string;
}

/** The Prisma migrations of a folder, oldest first. */
export function readMigrations(migrationsDir: string): readonly Migration[] {
  if (!existsSync(migrationsDir)) throw new Error(`There are no migrations in ${migrationsDir}.`);
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = join(migrationsDir, name, 'migration.sql');
      const sql = readFileSync(file, 'utf8');
      return { name, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
