import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../../src/adapters/postgres/migrations.js';
import { createEmptyDatabase } from '../../support/database.js';
import { migrationsDir } from '../../support/migrations-folder.js';

describe('migrating', () => {
  let database: { url: string; drop(): Promise<void> };
  let client: pg.Client;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drumbeat-migrations-'));
    database = await createEmptyDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, sql: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  const rows = async (sql: string) => (await client.query(sql)).rows;

  test('applies what is missing, oldest first, and only once', async () => {
    write('20260102000000_second', 'INSERT INTO fruit VALUES (2);');
    write('20260101000000_first', 'CREATE TABLE fruit (id int); INSERT INTO fruit VALUES (1);');
    expect(await migrate(database.url, folder)).toEqual(['20260101000000_first', '20260102000000_second']);
    write('20260103000000_third', 'INSERT INTO fruit VALUES (3);');
    expect(await migrate(database.url, folder)).toEqual(['20260103000000_third']);
    expect(await rows('SELECT id FROM fruit ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  test('runs semicolons in strings and function bodies as they stand', async () => {
    write('1_function', `CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END $$;`);
    await migrate(database.url, folder);
    expect(await rows('SELECT f()')).toEqual([{ f: 'a;b' }]);
  });

  test('applies everything once when several programs start together', async () => {
    write('1_first', 'CREATE TABLE fruit (id int);');
    write('2_second', 'INSERT INTO fruit VALUES (1);');
    const starters = await Promise.all(Array.from({ length: 8 }, () => migrate(database.url, folder)));
    expect(starters.flat().sort()).toEqual(['1_first', '2_second']);
    expect(await rows('SELECT id FROM fruit')).toHaveLength(1);
  });

  test('names the file and line of what fails, leaves nothing of it and goes on once it is mended', async () => {
    write('1_first', 'CREATE TABLE fruit (id int);');
    write('2_broken', 'INSERT INTO fruit VALUES (1);\n\nINSERT INTO vegetable VALUES (1);');
    await expect(migrate(database.url, folder)).rejects.toThrow(
      `${join(folder, '2_broken/migration.sql')}, line 3 failed: relation "vegetable" does not exist`,
    );
    expect(await rows('SELECT id FROM fruit')).toEqual([]);
    write('2_broken', 'INSERT INTO fruit VALUES (1);');
    expect(await migrate(database.url, folder)).toEqual(['2_broken']);
  });

  test('refuses a migration that was edited after it had been applied', async () => {
    write('1_first', 'CREATE TABLE fruit (id int);');
    await migrate(database.url, folder);
    write('1_first', 'CREATE TABLE fruit (id bigint);');
    await expect(migrate(database.url, folder)).rejects.toThrow('edited after it had been applied');
  });

  test("refuses to build on another tool's half finished migration", async () => {
    write('1_first', 'CREATE TABLE fruit (id int);');
    await migrate(database.url, folder);
    await client.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '2_half')`);
    await expect(migrate(database.url, folder)).rejects.toThrow('2_half was begun by another tool');
  });

  test('leaves a newer database alone, as an older program meets it during an upgrade', async () => {
    write('1_first', 'CREATE TABLE fruit (id int);');
    write('2_newer', 'CREATE TABLE vegetable (id int);');
    await migrate(database.url, folder);
    rmSync(join(folder, '2_newer'), { recursive: true });
    expect(await migrate(database.url, folder)).toEqual([]);
  });

  describe('beside programs that use the database', () => {
    let other: pg.Client;
    beforeEach(async () => {
      other = new pg.Client({ connectionString: database.url });
      await other.connect();
      write('1_first', 'CREATE TABLE fruit (id int); INSERT INTO fruit VALUES (1);');
      await migrate(database.url, folder);
      await other.query('BEGIN; SELECT * FROM fruit');
    });
    afterEach(() => other.end());

    test('a migration gives way to whoever uses its table, and says so when they never end', async () => {
      write('2_second', 'ALTER TABLE fruit ADD COLUMN name text;');
      const waits = { timeoutMs: 20, pauseMs: 1, tries: 3 };
      await expect(migrate(database.url, folder, waits)).rejects.toThrow(/2_second.*lock timeout/);
      // Nobody waits behind it: it holds nothing, and asks for nothing any more.
      expect(await rows('SELECT id FROM fruit')).toEqual([{ id: 1 }]);
      const going = migrate(database.url, folder, { ...waits, tries: 10_000 });
      await other.query('COMMIT');
      expect(await going).toEqual(['2_second']);
    });

    test('indexes are made while others write, once however many programs start', async () => {
      await other.query('COMMIT; BEGIN; INSERT INTO fruit VALUES (2)');
      write('2_indexes', '-- Looked for by id.\nCREATE INDEX CONCURRENTLY IF NOT EXISTS "fruit_id" ON "fruit" ("id");');
      const starting = Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));
      const progress = 'SELECT FROM pg_stat_progress_create_index WHERE datname = current_database()';
      const begun = async () => (await rows(progress)).length > 0;
      while (!(await begun()));
      // It waits for this writer, and lets the next one write.
      await client.query('INSERT INTO fruit VALUES (3)');
      await other.query('COMMIT');
      expect((await starting).flat()).toEqual(['2_indexes']);
      const valid = await rows(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'fruit_id'::regclass`);
      expect(valid).toEqual([{ indisvalid: true }]);
      expect(await migrate(database.url, folder)).toEqual([]);
    });

    test('an index that an earlier try left unfinished is made anew', async () => {
      await other.query('COMMIT; INSERT INTO fruit VALUES (1)');
      const make = 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "fruit_id" ON "fruit" ("id");';
      write('2_indexes', make);
      await expect(migrate(database.url, folder)).rejects.toThrow('could not create unique index');
      expect(await rows("SELECT to_regclass('fruit_id') IS NOT NULL AS left")).toEqual([{ left: true }]);
      await other.query('DELETE FROM fruit WHERE ctid = (SELECT max(ctid) FROM fruit)');
      expect(await migrate(database.url, folder)).toEqual(['2_indexes']);
      const valid = await rows(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'fruit_id'::regclass`);
      expect(valid).toEqual([{ indisvalid: true }]);
    });
  });

  test("brings an empty database to the program's schema", async () => {
    cpSync(migrationsDir, folder, { recursive: true });
    await migrate(database.url, folder);
    expect(await rows("SELECT to_regclass('program_clock') IS NOT NULL AS there")).toEqual([{ there: true }]);
  });
});
