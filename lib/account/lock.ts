import { type Account, Prisma, type Transaction } from '@/lib/db/client'

/**
 * Locks an account's row for the rest of the transaction and reads it as it now is; null when it is gone.
 * Every operation that changes more of an account than one row takes this lock first, and so never deadlocks with another.
 */
export async function lockAccount(tx: Transaction, id: string): Promise<Account | null> {
  const [account] = await tx.$queryRaw<Account[]>(
    Prisma.sql`SELECT ${Prisma.raw(accountColumns)} FROM "Account" WHERE "id" = ${id}::uuid FOR UPDATE`,
  )
  return account ?? null
}

/** By name: a release that adds one does not change what this statement gives to the releases beside it. */
export const accountColumns = Object.keys(Prisma.AccountScalarFieldEnum)
  .map((name) => `"${name}"`)
  .join(', ')
