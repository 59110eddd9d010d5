import { type Account, Prisma, type Transaction } from '@/lib/db/client'

/**
 * Locks an account's row for the rest of the transaction and reads it as it now is; null when it is gone.
 * Every operation that changes an account, its sessions or its tickets takes this lock first and so never
 * deadlocks with another.
 */
export async function lockAccount(tx: Transaction, id: string): Promise<Account | null> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM "Account" WHERE "id" = ${id}::uuid FOR UPDATE`)
  return await tx.account.findUnique({ where: { id } })
}
