import { Socket } from 'node:net'
import pg from 'pg'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'
import { nameStatement } from './name-statement'

const poolSize = 10
const connectTimeoutMillis = 2_000
const statementTimeoutMillis = 5_000
/** The server ends a statement first, where it is there to do so. */
const silenceMillis = 6_000

interface OpenedPool {
  readonly pool: pg.Pool
  /** Whether a connection is one server's for as long as it lasts, and keeps the statements that it was told. */
  readonly isDirect: boolean
}

/**
 * The connections of this process to a database server. Nobody waits for ever: not for a connection, not for a
 * statement, and not for a server that went away without a word. A connection on which nothing was heard for so
 * long is broken off, because whatever its transaction did must not be left for the next to commit.
 */
export async function openPool(url: string): Promise<OpenedPool> {
  const isDirect = await isServerItself(url)
  const pool = new BoundedPool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMillis,
    idleTimeoutMillis: statementTimeoutMillis,
    stream: impatientSocket,
    ...(isDirect && { statement_timeout: statementTimeoutMillis }),
  })
  // A connection that dies while idle is replaced at the next use; without a listener it ends the process.
  pool.on('error', () => {})
  return { pool, isDirect }
}

/**
 * The connections that the queue makes for itself. None of its statements is part of a request, so they may take longer;
 * where a connection keeps them, they are read and planned once, as ours are: in a third of the time.
 */
export function queueConnections(url: string, isDirect: boolean) {
  return {
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: connectTimeoutMillis,
    query_timeout: 10_000,
    // Through PgBouncer a connection hears nothing of what it listened for on another: then the queue is asked.
    useListenNotify: isDirect,
    ...(isDirect && { Client: PreparingClient }),
  }
}

/** Names each statement that has a place for values; a text with a semicolon in it may be several. */
class PreparingClient extends pg.Client {
  override readonly query: pg.Client['query'] = new Proxy(super.query, {
    apply(query, self, [text, values, ...rest]) {
      const isOne = typeof text === 'string' && Array.isArray(values) && !text.includes(';')
      return Reflect.apply(query, self, [isOne ? { name: nameStatement(text), text } : text, values, ...rest])
    },
  })
}

/** One connection by itself, which waits no longer for its server than the pool's do. */
export function soleConnection(url: string): pg.ClientConfig {
  return { connectionString: url, connectionTimeoutMillis: connectTimeoutMillis }
}

/** Past so many that wait for a connection the answer is "too busy", at once. */
export class BoundedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(done: Parameters<pg.Pool['connect']>[0]): void
  override connect(done?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    if (this.waitingCount < policy.waitingForDatabase) {
      if (!done) return super.connect()
      super.connect(done)
      return
    }
    const failure = new TooBusy(policy.tooBusyRetrySeconds)
    if (!done) return Promise.reject(failure)
    process.nextTick(() => done(failure, undefined, () => {}))
  }
}

function impatientSocket(): Socket {
  const socket = new Socket()
  return socket.setTimeout(silenceMillis, () => socket.destroy(new Error('the database went silent')))
}

/**
 * Whether what a connection asks for at its start holds on it. PgBouncer shares its servers between connections: it
 * refuses a setting that it does not know, unless it was told to ignore that.
 */
async function isServerItself(url: string): Promise<boolean> {
  const client = new pg.Client({ ...soleConnection(url), statement_timeout: statementTimeoutMillis })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(`SELECT setting FROM pg_settings WHERE name = 'statement_timeout'`)
    return rows[0]?.setting === String(statementTimeoutMillis)
  } catch (error) {
    if (error instanceof Error && /unsupported startup parameter/.test(error.message)) return false
    throw error
  } finally {
    await client.end()
  }
}
