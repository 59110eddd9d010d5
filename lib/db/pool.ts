import { Socket } from 'node:net'
import pg from 'pg'
import { policy } from '@/lib/policy'
import { TooBusy } from '@/lib/process/too-busy'
import { nameStatement } from './name-statement'

const poolSize = 10
const connectTimeoutMillis = 2_000
const statementTimeoutMillis = 5_000
// Longer than the statement timeout, so that a live server ends the statement first.
const socketTimeoutMillis = 6_000

interface OpenedPool {
  readonly pool: pg.Pool
  /** False behind PgBouncer, where a connection keeps no prepared statements. */
  readonly isDirect: boolean
}

// All waiting is limited in time. A silent connection is destroyed: the next transaction must not commit its writes.
export async function openPool(url: string): Promise<OpenedPool> {
  const isDirect = await isDirectConnection(url)
  const pool = new BoundedPool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMillis,
    idleTimeoutMillis: statementTimeoutMillis,
    stream: socketWithTimeout,
    ...(isDirect && { statement_timeout: statementTimeoutMillis }),
  })
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', () => {})
  return { pool, isDirect }
}

/** The queue's own connections. Its statements are not part of requests, so they may take longer. */
export function queueConnections(url: string, isDirect: boolean) {
  return {
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: connectTimeoutMillis,
    query_timeout: 10_000,
    // LISTEN does not work through PgBouncer: the queue polls instead.
    useListenNotify: isDirect,
    ...(isDirect && { Client: PreparingClient }),
  }
}

/** A text with a semicolon may be several statements, which cannot be named. */
class PreparingClient extends pg.Client {
  override readonly query: pg.Client['query'] = new Proxy(super.query, {
    apply(query, self, [text, values, ...rest]) {
      const isOne = typeof text === 'string' && Array.isArray(values) && !text.includes(';')
      return Reflect.apply(query, self, [isOne ? { name: nameStatement(text), text } : text, values, ...rest])
    },
  })
}

export function singleConnection(url: string): pg.ClientConfig {
  return { connectionString: url, connectionTimeoutMillis: connectTimeoutMillis }
}

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

function socketWithTimeout(): Socket {
  const socket = new Socket()
  return socket.setTimeout(socketTimeoutMillis, () =>
    socket.destroy(new Error('the database stopped responding')),
  )
}

/** PgBouncer refuses or ignores settings that it does not know, because it shares server connections. */
async function isDirectConnection(url: string): Promise<boolean> {
  const client = new pg.Client({ ...singleConnection(url), statement_timeout: statementTimeoutMillis })
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
