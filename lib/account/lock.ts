import { type Account, Prisma, type Transaction } from '@/lib/db/client'
import { noteMoment, sqlNow } from '@/lib/db/time'

/** Operations that change several rows of an account lock it first, so they never deadlock. Null when it is gone. */
export async function lockAccount(tx: Transaction, id: string): Promise<Account | null> {
  const [found] = await tx.$queryRaw<(Account & { now: Date })[]>(
    Prisma.sql`SELECT ${columns}, ${moment} AS "now" FROM "Account" WHERE "id" = ${id}::uuid FOR UPDATE`,
  )
  if (!found) return null
  const { now, ...account } = found
  noteMoment(tx, now)
  return account
}

/** Null when no account has this address, or no longer has it once locked. */
export async function lockAccountByEmail(tx: Transaction, email: string): Promise<Account | null> {
  const holder = await tx.account.findUnique({ where: { email }, select: { id: true } })
  const account = holder && (await lockAccount(tx, holder.id))
  return account?.email === email ? account : null
}

/** An expired generated password reads as null. */
const columnExpressions = {
  generatedPasswordHash: `CASE WHEN "generatedPasswordExpiresAt" > ${sqlNow} THEN "generatedPasswordHash" END`,
} as const

/** Named instead of `*`, so that a newer release's columns do not change the result for an older one. */
export const accountColumns = Object.keys(Prisma.AccountScalarFieldEnum)
  .map((name) =>
    name in columnExpressions
      ? `${columnExpressions[name as keyof typeof columnExpressions]} AS "${name}"`
      : `"${name}"`,
  )
  .join(', ')

const columns = Prisma.raw(accountColumns)
const moment = Prisma.raw(sqlNow)
