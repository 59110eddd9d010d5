import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { ConstructorOptions } from 'pg-boss'
import { fromPglite } from 'pg-boss'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { policy } from '@/lib/policy'
import { hasProcessWide, processWide, setProcessWide } from '@/lib/process-wide'
import { TooBusy } from '@/lib/too-busy'
import { requireOwnSchema } from './check-schema'
import { openEmbedded } from './embedded'
import { Prisma, PrismaClient } from './generated/client'
import { migrate } from './migrate'
import { nameStatement } from './name-statement'
import { openPool, queueConnections, soleConnection } from './pool'

export type {
  Account,
  Device,
  Registration,
  Session,
  SessionEnd,
  Ticket,
  TicketPurpose,
} from './generated/client'
export { Prisma }

/** What operations get inside a transaction. */
export type Transaction = Prisma.TransactionClient

interface Database {
  readonly prisma: PrismaClient
  /** One statement, past Prisma, which takes several times as long: for what every request asks. */
  query<Row>(text: string, values: unknown[]): Promise<Row[]>
  /** How the queue reaches the same database. */
  readonly queueConnection: ConstructorOptions
  /** Of the pool of a server; nothing when embedded. */
  readonly pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'> | null
  close(): Promise<void>
}

// "LKEY": whoever holds this lock migrates, the others wait.
const migrationLock = 0x4c4b4559

/**
 * The open database of this process.
 *
 * @throws TooBusy until it is open
 */
export function database(): Database {
  return processWide('database', () => {
    throw new TooBusy(policy.tooBusyRetrySeconds)
  })
}

export function isDatabaseOpen(): boolean {
  return hasProcessWide('database')
}

/** Shorthand for queries outside a transaction. */
export function prisma(): PrismaClient {
  return database().prisma
}

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

/** The connections to a database server as they are now: none while it is not open, or when it is embedded. */
export function connections(): { busy: number; idle: number; waiting: number } | Record<string, never> {
  const pool = isDatabaseOpen() ? database().pool : null
  if (!pool) return {}
  const { totalCount, idleCount: idle, waitingCount: waiting } = pool
  return { busy: totalCount - idle, idle, waiting }
}

/**
 * Runs one operation's reads and writes as one transaction. A `Failure` that `work` returns, like anything it
 * throws, rolls everything back: a refused operation leaves nothing behind.
 */
export async function transact<Answer>(work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  const tellings: (() => void)[] = []
  try {
    const committed = await prisma().$transaction(
      async (tx) => {
        untold.set(tx, tellings)
        const answer = await work(tx)
        if (isRefusal(answer)) throw new RolledBack(answer)
        return answer
      },
      { maxWait: 5_000, timeout: 10_000 },
    )
    for (const tell of tellings) tell()
    return committed
  } catch (error) {
    if (error instanceof RolledBack) return error.answer as Answer
    throw error
  }
}

const untold = new WeakMap<Transaction, (() => void)[]>()

/** Tells of what a transaction of `transact` did once it is done; never, when it is rolled back. */
export function onceCommitted(tx: Transaction, tell: () => void): void {
  const tellings = untold.get(tx)
  if (!tellings) throw new Error('this is no transaction of ours')
  tellings.push(tell)
}

/** Whether this is a transaction of `transact`, and not the database as such. */
export function isTransaction(tx: Transaction): boolean {
  return untold.has(tx)
}

/** Whether a write was refused by a unique index: somebody was first. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Prisma keeps times as UTC without saying so; both drivers would read them as this machine's. */
const parsers = { [pg.types.builtins.TIMESTAMP]: (text: string) => new Date(`${text}Z`) }

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id, format) =>
  id in parsers && format !== 'binary' ? parsers[id] : pg.types.getTypeParser(id, format)

class RolledBack extends Error {
  constructor(readonly answer: unknown) {
    super('refused')
  }
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
}

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
