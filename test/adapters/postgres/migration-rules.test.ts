import { readMigrations } from '../../../src/adapters/postgres/migration-files.js';
import { migrationsDir } from '../../support/migrations-folder.js';
import { brokenRules } from './migration-rules.js';

test.each(readMigrations(migrationsDir))(
  '$name holds nobody up, and the program of the version before goes on beside it',
  ({ sql }) => {
    expect(brokenRules(sql)).toEqual([]);
  },
);

test.each([
  ['CREATE INDEX "a" ON "contacts" ("x");', 'made CONCURRENTLY'],
  ['ALTER TABLE "contacts" ADD COLUMN "x" TEXT NOT NULL;', 'give it a default'],
  ['ALTER TABLE "contacts" ADD COLUMN "x" UUID DEFAULT gen_random_uuid();', 'writes every row'],
  ['ALTER TABLE "contacts" ADD CONSTRAINT "c" CHECK ("x" > 0);', 'NOT VALID'],
  ['ALTER TABLE "contacts" ALTER COLUMN "x" SET DATA TYPE BIGINT;', 'a new column'],
  ['ALTER TABLE "contacts" ALTER COLUMN "x" SET NOT NULL;', 'reads every row'],
  ['ALTER TABLE "contacts" RENAME COLUMN "x" TO "y";', 'knows the old name'],
  ['ALTER TABLE "contacts" DROP COLUMN "x";', 'still reads it'],
  ['DROP TABLE "contacts";', 'still reads it'],
  ['UPDATE "contacts" SET "x" = 1;', 'some at a time'],
  ['CREATE TABLE "other" ("id" int);\n-- For lists.\nCREATE INDEX "a" ON "contacts" ("x");', 'made CONCURRENTLY'],
])('%s is found', (sql, says) => {
  expect(brokenRules(sql)).toEqual([expect.stringContaining(says)]);
});

test.each([
  'CREATE TABLE "new" ("id" int NOT NULL);\nCREATE INDEX "a" ON "new" ("id");\nALTER TABLE "new" ADD CONSTRAINT "c" CHECK ("id" > 0);',
  'ALTER TABLE "contacts" ADD COLUMN "x" TEXT;',
  `ALTER TABLE "contacts" ADD COLUMN "x" TEXT NOT NULL DEFAULT 'none';`,
  'ALTER TABLE "contacts" ADD CONSTRAINT "c" CHECK ("x" > 0) NOT VALID;',
  'ALTER TABLE "contacts" VALIDATE CONSTRAINT "c";',
  'CREATE INDEX CONCURRENTLY IF NOT EXISTS "a" ON "contacts" ("x");\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "b" ON "contacts" ("y") WHERE "y" > 0;',
  '-- Unused since 20270101000000_new_names\nALTER TABLE "contacts" DROP COLUMN "x";',
])('%s is right', (sql) => {
  expect(brokenRules(sql)).toEqual([]);
});
