import type { Transaction } from '@/lib/db/client'

/**
 * Makes an address free for an account that has just proved to own it: another that holds it without ever
 * having proved anything loses it, and ceases to be when it had no other name.
 *
 * @returns false when the other has verified it, and keeps it
 */
export async function releaseAddress(tx: Transaction, email: string, forAccountId: string): Promise<boolean> {
  const holder = await tx.account.findUnique({ where: { email } })
  if (!holder || holder.id === forAccountId) return true
  if (holder.emailVerifiedAt) return false
  await detachAddress(tx, holder)
  return true
}

/** Takes an address off an account, with every ticket that was sent to it, unless it was proved meanwhile. */
export async function detachAddress(
  tx: Transaction,
  account: { id: string; username: string | null; email: string | null },
): Promise<void> {
  const unproved = { id: account.id, email: account.email, emailVerifiedAt: null }
  if (account.username === null) {
    await tx.account.deleteMany({ where: unproved })
    return
  }
  const { count } = await tx.account.updateMany({ where: unproved, data: { email: null } })
  if (count === 0) return
  await tx.ticket.updateMany({
    where: { accountId: account.id, email: account.email ?? '', spentAt: null },
    data: { spentAt: new Date() },
  })
}
