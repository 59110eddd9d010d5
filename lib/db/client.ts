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

export type Transaction = Prisma.TransactionClient

export interface Database {
  readonly prisma: PrismaClient
  /** Runs one statement without Prisma, which is several times slower. For queries that every request needs. */
  query<Row>(text: string, values: unknown[]): Promise<Row[]>
  readonly queueConnection: ConstructorOptions
  readonly pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'> | null
  close(): Promise<void>
}

/** @throws TooBusy until the database is open */
export function database(): Database {
  return processWide('database', () => {
    throw new TooBusy(policy.tooBusyRetrySeconds)
  })
}

export function isDatabaseOpen(): boolean {
  return hasProcessWide('database')
}

export function prisma(): PrismaClient {
  return database().prisma
}

export function connections(): { busy: number; idle: number; waiting: number } | Record<string, never> {
  const pool = isDatabaseOpen() ? database().pool : null
  if (!pool) return {}
  const { totalCount, idleCount: idle, waitingCount: waiting } = pool
  return { busy: totalCount - idle, idle, waiting }
}

/** Runs an operation in one transaction. A returned `Failure`, like anything thrown, rolls everything back. */
export async function transact<Answer>(work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  const callbacks: (() => void)[] = []
  try {
    const committed = await prisma().$transaction(
      async (tx) => {
        commitCallbacks.set(tx, callbacks)
        const answer = await work(tx)
        if (isFailure(answer)) throw new RolledBack(answer)
        return answer
      },
      { maxWait: 5_000, timeout: 10_000 },
    )
    for (const callback of callbacks) callback()
    return committed
  } catch (error) {
    if (error instanceof RolledBack) return error.answer as Answer
    throw error
  }
}

const commitCallbacks = new WeakMap<Transaction, (() => void)[]>()

/** Calls back after the transaction of `transact` has committed; never if it is rolled back. */
export function afterCommit(tx: Transaction, callback: () => void): void {
  const callbacks = commitCallbacks.get(tx)
  if (!callbacks) throw new Error('this transaction was not started by transact()')
  callbacks.push(callback)
}

export function isTransaction(tx: Transaction): boolean {
  return commitCallbacks.has(tx)
}

export function isUniqueViolation(error: unknown): boolean {
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
