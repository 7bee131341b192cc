/**
 * `node scripts/migration.js NAME` writes prisma/migrations/<time>_NAME/migration.sql: what is between the migrations
 * that exist and prisma/schema.prisma. It works out the difference with Prisma's own engine (its WebAssembly build, so
 * nothing is downloaded) on a PostgreSQL of its own. What a Prisma schema cannot say (partial indexes, checks) is then
 * added to the file by hand.
 *
 * `node scripts/migration.js --check` writes nothing: it prints what is missing and exits 1 when there is something.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { importSource } from './source.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const migrationsDir = join(root, 'prisma/migrations');
const schemaPath = join(root, 'prisma/schema.prisma');
// Prisma's tools look here for the kind of database.
const lockPath = join(migrationsDir, 'migration_lock.toml');
const lockText = 'provider = "postgresql"\n';

/**
 * The engine reads catalog columns of PostgreSQL's type "char" (18), which the adapter does not know. They travel
 * through it disguised as a time (1083), which no catalog has, and are made characters behind it.
 */
class CatalogClient extends pg.Client {
  query(config, values, done) {
    return super.query(config, values, (error, result) => {
      for (const field of result?.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 1083;
      done(error, result);
    });
  }
}

class CatalogAdapter extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const unmask = (type) => (type === ColumnTypeEnum.Time ? ColumnTypeEnum.Character : type);
      return { ...result, columnTypes: result.columnTypes.map(unmask) };
    };
    return adapter;
  }
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };

const name = process.argv[2];
const check = name === '--check';
if (!name || !(check || /^[a-z0-9_]+$/.test(name))) {
  console.error('usage: node scripts/migration.js NAME|--check   (NAME of small letters, digits and _)');
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'drumbeat-migration-'));
const { startEmbeddedPostgres } = await importSource('src/adapters/postgres/embedded.ts');
const server = await startEmbeddedPostgres({
  dataDir: join(scratch, 'data'),
  log: () => {},
  settings: { fsync: 'off' },
});
try {
  mkdirSync(migrationsDir, { recursive: true });
  await applyMigrations(server.url);
  const sql = await difference(server.url);
  if (sql === null) {
    console.log('The migrations already say what prisma/schema.prisma says.');
  } else if (check) {
    console.log(sql);
    process.exitCode = 1;
  } else {
    const folder = join(migrationsDir, `${timestamp()}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'migration.sql'), sql);
    if (!existsSync(lockPath)) writeFileSync(lockPath, lockText);
    console.log(join(folder, 'migration.sql'));
  }
} finally {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}

async function difference(url) {
  const wasm = readFileSync(
    fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')).replace(/js$/, 'wasm'),
  );
  // The package's main file imports the .wasm as a module, which Node 20 cannot do.
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': engineModule });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const schema = readFileSync(schemaPath, 'utf8');
  const adapter = new CatalogAdapter({ connectionString: url, Client: CatalogClient });
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: [[schemaPath, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', files: [{ path: schemaPath, content: schema }], configDir: root },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.exitCode === 2 ? result.stdout : null;
}

/** Brings the scratch database to where the existing migrations lead. */
async function applyMigrations(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const folder of readdirSync(migrationsDir).sort()) {
      const file = join(migrationsDir, folder, 'migration.sql');
      if (existsSync(file)) await client.query(readFileSync(file, 'utf8'));
    }
  } finally {
    await client.end();
  }
}

function timestamp() {
  return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}
