import { channels, type RequestChannel } from '@/lib/channels'
import type { Ticket, Transaction } from '@/lib/db/client'
import { isUndoOpen } from './ticket'

/**
 * Whether a ticket may set a new password. On our pages a verify ticket may, because it proves the mailbox too: unless
 * a password was set after it was created, or the address change can still be undone, so that the owner is uncertain.
 * A ticket for a first address may while the account has no password: another browser has no other proof.
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
