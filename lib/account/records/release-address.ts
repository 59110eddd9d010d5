import { recordEvent } from '@/lib/account/record-event'
import type { Transaction } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { addressChangeDetails } from './address-change'
import { noGeneratedPassword } from './generated-password'

/** Takes an address from an account that never verified it. False when the other account has verified it. */
export async function releaseAddress(tx: Transaction, email: string, forAccountId: string): Promise<boolean> {
  const holder = await tx.account.findUnique({ where: { email } })
  if (!holder || holder.id === forAccountId) return true
  if (holder.emailVerifiedAt) return false
  await detachAddress(tx, holder)
  return true
}

/** An account without a username gets its former address back if that can undo the change; else it is deleted. */
export async function detachAddress(
  tx: Transaction,
  account: { id: string; username: string | null; email: string | null },
): Promise<void> {
  const unverified = { id: account.id, email: account.email, emailVerifiedAt: null }
  const former = account.username === null ? await findFormerAddress(tx, account.id) : null
  if (account.username === null && former === null) {
    await tx.account.deleteMany({ where: unverified })
    return
  }
  const data = { email: former, emailVerifiedAt: former && (await momentOf(tx)), ...noGeneratedPassword }
  const { count } = await tx.account.updateMany({ where: unverified, data })
  if (count === 0) return
  const details = addressChangeDetails(account.email, former)
  await recordEvent(tx, null, { kind: 'email_changed', accountId: account.id, details })
  await tx.ticket.updateMany({
    where: { accountId: account.id, email: account.email ?? '', spentAt: null },
    data: { spentAt: await momentOf(tx) },
  })
}

/** The address of the oldest open undo ticket, if it is still free. */
async function findFormerAddress(tx: Transaction, accountId: string): Promise<string | null> {
  const undo = await tx.ticket.findFirst({
    where: { accountId, purpose: 'undo_email', spentAt: null, expiresAt: { gt: await momentOf(tx) } },
    orderBy: { createdAt: 'asc' },
    select: { email: true },
  })
  if (!undo) return null
  return (await tx.account.count({ where: { email: undo.email } })) === 0 ? undo.email : null
}
