import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { fromPglite } from 'pg-boss'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { setProcessWide } from '@/lib/process/process-wide'
import { requireCurrentSchema } from './check-schema'
import { type Database, database } from './client'
import { openEmbedded } from './embedded'
import { PrismaClient } from './generated/client'
import { migrate } from './migrate'
import { nameStatement } from './name-statement'
import { openPool, queueConnections, singleConnection } from './pool'

// "LKEY": the server that holds this lock migrates, the others wait.
const migrationLock = 0x4c4b4559

type SchemaMode = 'migrate' | 'only_check'

/** @param schemaMode only servers migrate; commands change nothing */
export async function openDatabase(
  source: { url: string } | { folder: string | null },
  schemaMode: SchemaMode = 'migrate',
): Promise<Database> {
  const opened =
    'url' in source ? await openServer(source.url, schemaMode) : await openFolder(source.folder, schemaMode)
  setProcessWide('database', opened)
  return opened
}

export async function closeDatabase(): Promise<void> {
  await database().close()
  setProcessWide('database', undefined)
}

// Prisma stores UTC without a time zone, which both drivers would read as local time.
const parsers = { [pg.types.builtins.TIMESTAMP]: (text: string) => new Date(`${text}Z`) }

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id, format) =>
  id in parsers && format !== 'binary' ? parsers[id] : pg.types.getTypeParser(id, format)

async function openFolder(folder: string | null, schemaMode: SchemaMode): Promise<Database> {
  const { pglite, release } = await openEmbedded(folder)
  const adapter = new PrismaPGlite(pglite)
  const query = (sql: string) => pglite.query(sql)
  try {
    if (schemaMode === 'only_check') await requireCurrentSchema(query)
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

async function openServer(url: string, schemaMode: SchemaMode): Promise<Database> {
  if (schemaMode === 'only_check') await checkServer(url)
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
  const client = new pg.Client(singleConnection(url))
  client.on('error', () => {})
  try {
    await client.connect()
    await requireCurrentSchema((sql) => client.query(sql))
  } finally {
    await client.end()
  }
}

/** A transaction lock on its own connection also works behind PgBouncer. */
async function migrateServer(url: string): Promise<void> {
  const pool = new pg.Pool({ ...singleConnection(url), max: 1 })
  const guard = new pg.Client(singleConnection(url))
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
