import { type Account, Prisma, type Transaction } from '@/lib/db/client'
import { noteMoment, sqlNow } from '@/lib/db/time'

/**
 * Locks an account's row for the rest of the transaction and reads it as it now is; null when it is gone. It tells the
 * transaction's moment as well (`momentOf`).
 * Every operation that changes more of an account than one row takes this lock first, and so never deadlocks with another.
 */
export async function lockAccount(tx: Transaction, id: string): Promise<Account | null> {
  const [found] = await tx.$queryRaw<(Account & { now: Date })[]>(
    Prisma.sql`SELECT ${columns}, ${moment} AS "now" FROM "Account" WHERE "id" = ${id}::uuid FOR UPDATE`,
  )
  if (!found) return null
  const { now, ...account } = found
  noteMoment(tx, now)
  return account
}

/** Locks the account that has this address, if it still has it by then; null when none does. */
export async function lockAccountByEmail(tx: Transaction, email: string): Promise<Account | null> {
  const holder = await tx.account.findUnique({ where: { email }, select: { id: true } })
  const account = holder && (await lockAccount(tx, holder.id))
  return account?.email === email ? account : null
}

/** A generated password that was not used in time is none. */
const liveOnly = {
  generatedPasswordHash: `CASE WHEN "generatedPasswordExpiresAt" > ${sqlNow} THEN "generatedPasswordHash" END`,
} as const

/** By name: a release that adds one does not change what this statement gives to the releases beside it. */
export const accountColumns = Object.keys(Prisma.AccountScalarFieldEnum)
  .map((name) => (name in liveOnly ? `${liveOnly[name as keyof typeof liveOnly]} AS "${name}"` : `"${name}"`))
  .join(', ')

const columns = Prisma.raw(accountColumns)
const moment = Prisma.raw(sqlNow)
