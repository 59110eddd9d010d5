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

/** A database that Prisma's engine can work on, and that can run a whole script as one transaction. */
interface MigrationTarget {
  readonly adapter: SqlMigrationAwareDriverAdapterFactory
  readonly runScript: (sql: string) => Promise<unknown>
  readonly query: Query
}

/**
 * Applies the migrations that are missing, by Prisma's own engine, as `prisma migrate deploy` would. The
 * caller sees to it that one process does this at a time. A run that was killed is taken up again: each
 * migration and a mark that it happened are one transaction, and the engine's own record is set right by it.
 *
 * @returns the names of the migrations that were applied
 * @throws Error when the database is of a newer release
 */
export async function migrate(target: MigrationTarget): Promise<string[]> {
  await refuseNewerSchema(target.query)
  const migrations = readMigrations()
  const engine = await openEngine(markingScripts(target, migrations))
  try {
    await settleInterrupted(engine, target, migrations)
    const applied = await engine.applyMigrations({ migrationsList: migrationsList(migrations), filters })
    return applied.appliedMigrationNames
  } finally {
    engine.free()
  }
}

/** The SQL that is missing between the migrations and the schema; null when they say the same. */
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

/** Prisma's schema engine, compiled to WebAssembly: no download, no binary for each platform. */
async function openEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  const bindings = await processWide('schema-engine', loadEngine)
  const datamodels: [string, string][] = [[schemaPath, readFileSync(schemaPath, 'utf8')]]
  return await bindings.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

/** Once for a process: its bindings know one WebAssembly instance only. */
async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const require = createRequire(path.resolve('package.json'))
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const wasm = readFileSync(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...bindings } })
  // Where the engine tells why it panicked, before it does.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return bindings
}

function reportPanic(message: string): void {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}

/** The engine's own lock is a session's: behind PgBouncer nobody would ever give it back. The caller has one already. */
const engineLock = /^SELECT pg_advisory_lock/

/**
 * What waits for a table holds up all who come after it, the servers of the release before among them: it gives up soon,
 * and the next start attempts again. Its work itself may take as long as it must, whatever the role's own limit.
 */
const patience = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = 0;\n"

const markOf = (sql: string) => createHash('sha256').update(sql).digest('hex')

/**
 * The driver adapters split scripts at semicolons or do not wait for them. Here a migration is one script in
 * one implicit transaction, and the same transaction leaves its mark as the comment of Prisma's own table.
 */
function markingScripts(
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
        const mark = `\n;COMMENT ON TABLE "_prisma_migrations" IS '${markOf(sql)}';`
        await runScript(patience + sql + mark)
      }
      const executeRaw = connection.executeRaw.bind(connection)
      connection.executeRaw = async (query) => (engineLock.test(query.sql) ? 0 : await executeRaw(query))
      return connection
    },
  }
}

/** A migration the engine noted as begun and not ended did happen if its mark is there, and else did not. */
async function settleInterrupted(
  engine: SchemaEngine,
  target: MigrationTarget,
  migrations: readonly Migration[],
) {
  const table = await target.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS there`)
  if (!(table.rows[0] as { there: boolean }).there) return
  const begun = await target.query(
    `SELECT migration_name AS name, obj_description('"_prisma_migrations"'::regclass) AS mark
     FROM "_prisma_migrations" WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
  )
  for (const { name, mark } of begun.rows as { name: string; mark: string | null }[]) {
    const migration = migrations.find((candidate) => candidate.name === name)
    if (!migration) throw new Error(`Migration ${name} is not of this release.`)
    await engine.markMigrationRolledBack({ migrationName: name })
    if (mark !== markOf(migration.sql)) continue
    await engine.markMigrationApplied({ migrationName: name, migrationsList: migrationsList(migrations) })
  }
}
