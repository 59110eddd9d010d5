import type pg from 'pg'
import type { ConstructorOptions } from 'pg-boss'
import { policy } from '@/lib/policy'
import { hasProcessWide, processWide } from '@/lib/process/process-wide'
import { TooBusy } from '@/lib/process/too-busy'
import { Prisma, type PrismaClient } from './generated/client'

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

export interface Database {
  readonly prisma: PrismaClient
  /** One statement, past Prisma, which takes several times as long: for what every request asks. */
  query<Row>(text: string, values: unknown[]): Promise<Row[]>
  /** How the queue reaches the same database. */
  readonly queueConnection: ConstructorOptions
  /** Of the pool of a server; nothing when embedded. */
  readonly pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'> | null
  close(): Promise<void>
}

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
        if (isFailure(answer)) throw new RolledBack(answer)
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
export function afterCommit(tx: Transaction, tell: () => void): void {
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

class RolledBack extends Error {
  constructor(readonly answer: unknown) {
    super('refused')
  }
}

function isFailure(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
}
