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

/** Takes an unproved address off an account, with every ticket that was sent to it. */
export async function detachAddress(
  tx: Transaction,
  account: { id: string; username: string | null; email: string | null },
): Promise<void> {
  if (account.username === null) {
    await tx.account.delete({ where: { id: account.id } })
    return
  }
  await tx.ticket.updateMany({
    where: { accountId: account.id, email: account.email ?? '', spentAt: null },
    data: { spentAt: new Date() },
  })
  await tx.account.update({ where: { id: account.id }, data: { email: null, emailVerifiedAt: null } })
}
