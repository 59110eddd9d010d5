import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { fromPglite } from 'pg-boss'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { setProcessWide } from '@/lib/process/process-wide'
import { requireOwnSchema } from './check-schema'
import { type Database, database } from './client'
import { openEmbedded } from './embedded'
import { PrismaClient } from './generated/client'
import { migrate } from './migrate'
import { nameStatement } from './name-statement'
import { openPool, queueConnections, soleConnection } from './pool'

// "LKEY": whoever holds this lock migrates, the others wait.
const migrationLock = 0x4c4b4559

/** Whether a database of another release is migrated to this one, or left alone and refused. */
type Upkeep = 'migrate' | 'only_check'

/**
 * Opens the database, at this release's schema, for the whole process.
 *
 * @param source a PostgreSQL address; or the folder of an embedded database; or null for one in memory
 * @param upkeep only servers migrate: a command beside them changes nothing that they rely on
 * @throws Error when it cannot be reached, migrated or locked, or is of another release where it is only checked
 */
export async function openDatabase(
  source: { url: string } | { folder: string | null },
  upkeep: Upkeep = 'migrate',
): Promise<Database> {
  const opened =
    'url' in source ? await openServer(source.url, upkeep) : await openFolder(source.folder, upkeep)
  setProcessWide('database', opened)
  return opened
}

/** Closes the open database; the process may open another. */
export async function closeDatabase(): Promise<void> {
  await database().close()
  setProcessWide('database', undefined)
}

/** Prisma keeps times as UTC without saying so; both drivers would read them as this machine's. */
const parsers = { [pg.types.builtins.TIMESTAMP]: (text: string) => new Date(`${text}Z`) }

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id, format) =>
  id in parsers && format !== 'binary' ? parsers[id] : pg.types.getTypeParser(id, format)

async function openFolder(folder: string | null, upkeep: Upkeep): Promise<Database> {
  const { pglite, release } = await openEmbedded(folder)
  const adapter = new PrismaPGlite(pglite)
  const query = (sql: string) => pglite.query(sql)
  try {
    if (upkeep === 'only_check') await requireOwnSchema(query)
    else await migrate({ adapter, runScript: (sql) => pglite.exec(sql), query })
  } catch (error) {
    await pglite.close()
    release()
    throw error
  }
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' })
  return {
    prisma: client,
    query: async <Row>(text: string, values: unknown[]) =>
      (await pglite.query<Row>(text, values, { parsers })).rows,
    queueConnection: { db: fromPglite(pglite), backend: 'pglite', useListenNotify: true },
    pool: null,
    async close() {
      await client.$disconnect()
      await pglite.close()
      release()
    },
  }
}

async function openServer(url: string, upkeep: Upkeep): Promise<Database> {
  if (upkeep === 'only_check') await checkServer(url)
  else await migrateServer(url)
  const { pool, isDirect } = await openPool(url)
  const named = isDirect ? { statementNameGenerator: ({ sql }: { sql: string }) => nameStatement(sql) } : {}
  const client = new PrismaClient({ adapter: new PrismaPg(pool, named), errorFormat: 'minimal' })
  const types = { getTypeParser }
  return {
    prisma: client,
    query: async (text, values) =>
      (await pool.query({ text, values, types, ...(isDirect && { name: nameStatement(text) }) })).rows,
    queueConnection: queueConnections(url, isDirect),
    pool,
    async close() {
      await client.$disconnect()
      await pool.end()
    },
  }
}

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client(soleConnection(url))
  client.on('error', () => {})
  try {
    await client.connect()
    await requireOwnSchema((sql) => client.query(sql))
  } finally {
    await client.end()
  }
}

/** The lock is a transaction's, held on a connection of its own, so that it works behind PgBouncer too. */
async function migrateServer(url: string): Promise<void> {
  const pool = new pg.Pool({ ...soleConnection(url), max: 1 })
  const guard = new pg.Client(soleConnection(url))
  pool.on('error', () => {})
  guard.on('error', () => {})
  try {
    await guard.connect()
    await guard.query(`BEGIN; SELECT pg_advisory_xact_lock(${migrationLock})`)
    await migrate({
      adapter: new PrismaPg(pool),
      runScript: (sql) => pool.query(sql),
      query: (sql) => pool.query(sql),
    })
  } finally {
    await guard.end()
    await pool.end()
  }
}
