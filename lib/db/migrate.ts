import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { processWide } from '@/lib/process/process-wide'
import { refuseNewerSchema } from './check-schema'
import { type Migration, migrationsPath, type Query, readMigrations } from './migrations'

const filters = { externalTables: [], externalEnums: [] }
const schemaPath = 'prisma/schema.prisma'

interface MigrationTarget {
  readonly adapter: SqlMigrationAwareDriverAdapterFactory
  readonly runScript: (sql: string) => Promise<unknown>
  readonly query: Query
}

/**
 * Like `prisma migrate deploy`. Only one process may do this at a time. An interrupted run is resumed: each migration
 * commits together with a mark that it was done.
 */
export async function migrate(target: MigrationTarget): Promise<string[]> {
  await refuseNewerSchema(target.query)
  const migrations = readMigrations()
  const engine = await openEngine(withCommitMark(target, migrations))
  try {
    await resolveInterrupted(engine, target, migrations)
    const applied = await engine.applyMigrations({ migrationsList: migrationsList(migrations), filters })
    return applied.appliedMigrationNames
  } finally {
    engine.free()
  }
}

/** The SQL that the migrations lack to produce the schema; null if nothing. */
export async function diffMigrations(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string | null> {
  const engine = await openEngine(adapter)
  const difference = await engine.diff({
    from: { tag: 'migrations', ...migrationsList(readMigrations()) },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }] },
    script: true,
    exitCode: true,
    filters,
  })
  engine.free()
  return difference.exitCode === 0 ? null : difference.stdout
}

function migrationsList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: migrationsPath,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
    shadowDbInitScript: '',
  }
}

async function openEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  const bindings = await processWide('schema-engine', loadEngine)
  const datamodels: [string, string][] = [[schemaPath, readFileSync(schemaPath, 'utf8')]]
  return await bindings.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const require = createRequire(path.resolve('package.json'))
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const wasm = readFileSync(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...bindings } })
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return bindings
}

function reportPanic(message: string): void {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}

// The engine's session lock would never be released behind PgBouncer. The caller holds a lock already.
const engineLock = /^SELECT pg_advisory_lock/

// A migration that waits for a table lock blocks everyone behind it: it gives up soon. Its own work is not limited.
const timeouts = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = 0;\n"

const commitMark = (sql: string) => createHash('sha256').update(sql).digest('hex')

/** The driver adapters split scripts. Here a migration and its mark, the comment of Prisma's table, are one transaction. */
function withCommitMark(
  { adapter, runScript }: MigrationTarget,
  migrations: readonly Migration[],
): SqlMigrationAwareDriverAdapterFactory {
  const ours = new Set(migrations.map(({ sql }) => sql))
  return {
    ...adapter,
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connectToShadowDb: () => adapter.connectToShadowDb(),
    async connect() {
      const connection = await adapter.connect()
      connection.executeScript = async (sql) => {
        if (!ours.has(sql)) return void (await runScript(sql))
        const mark = `\n;COMMENT ON TABLE "_prisma_migrations" IS '${commitMark(sql)}';`
        await runScript(timeouts + sql + mark)
      }
      const executeRaw = connection.executeRaw.bind(connection)
      connection.executeRaw = async (query) => (engineLock.test(query.sql) ? 0 : await executeRaw(query))
      return connection
    },
  }
}

/** An unfinished migration was committed if its mark exists. */
async function resolveInterrupted(
  engine: SchemaEngine,
  target: MigrationTarget,
  migrations: readonly Migration[],
) {
  const table = await target.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`)
  if (!(table.rows[0] as { there: boolean }).there) return
  const unfinished = await target.query(
    `SELECT migration_name AS name, obj_description('"_prisma_migrations"'::regclass) AS mark
     FROM "_prisma_migrations" WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
  )
  for (const { name, mark } of unfinished.rows as { name: string; mark: string | null }[]) {
    const migration = migrations.find((candidate) => candidate.name === name)
    if (!migration) throw new Error(`Migration ${name} does not belong to this release.`)
    await engine.markMigrationRolledBack({ migrationName: name })
    if (mark !== commitMark(migration.sql)) continue
    await engine.markMigrationApplied({ migrationName: name, migrationsList: migrationsList(migrations) })
  }
}
