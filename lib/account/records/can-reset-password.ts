import { channels, type RequestChannel } from '@/lib/channels'
import type { Ticket, Transaction } from '@/lib/db/client'
import { isUndoOpen } from './ticket'

/**
 * Whether a ticket may be spent on a new password. One that verifies an address may, at our own page, since it too proves
 * the mailbox: as long as no password was set or changed after it was made, and unless the change to that address can
 * still be undone, when it is not known who is who. So may one that adds a first address while the account has no
 * password: in another browser nothing else could confirm it.
 */
export async function canResetPassword(
  tx: Transaction,
  channel: RequestChannel,
  { purpose, accountId, maySetPassword }: Pick<Ticket, 'purpose' | 'accountId' | 'maySetPassword'>,
): Promise<boolean> {
  if (accountId === null) return false
  if (purpose === 'reset_password' || purpose === 'undo_email') return true
  if (!channels[channel].verifyTicketSetsPassword) return false
  if (purpose === 'change_email') return await hasNoPasswordOrEmail(tx, accountId)
  return maySetPassword && !(await isUndoOpen(tx, accountId))
}

async function hasNoPasswordOrEmail(tx: Transaction, accountId: string): Promise<boolean> {
  return (await tx.account.count({ where: { id: accountId, passwordHash: null, email: null } })) > 0
}
