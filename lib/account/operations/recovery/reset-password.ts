import { type Failure, fail, mergeFailures, type Result } from '@/lib/account/failure'
import { rememberNetwork } from '@/lib/account/limits/networks'
import { lockAccount } from '@/lib/account/lock'
import { checkNewPassword, type NewPassword } from '@/lib/account/password/check-password'
import { replacePassword } from '@/lib/account/password/replace-password'
import { recordEvent } from '@/lib/account/record-event'
import { addressChangeDetails } from '@/lib/account/records/address-change'
import { canResetPassword } from '@/lib/account/records/can-reset-password'
import { releaseAddress } from '@/lib/account/records/release-address'
import { revokeSessions } from '@/lib/account/records/session'
import { checkTicket, invalidateTickets, spendTicket } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { failAsTaken } from '@/lib/account/taken-names'
import { type Account, prisma, type Ticket, type Transaction, transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { hashPassword } from '@/lib/passwords/hash-password'

/**
 * Sets a new password with a mailed ticket that allows it (`canResetPassword`). The ticket proves the address, so everything
 * older is invalidated: the old password, all sessions, other tickets, pending changes and devices. An undo ticket
 * restores the old address first; a ticket for an account's first address adds it. Does not sign in.
 * @returns whether an address was restored; or `ticket_unknown`, `ticket_expired`, `ticket_spent`, `email_taken`, and
 *   all faults of the password; after a failure the ticket is not spent
 */
export async function resetPassword(
  context: RequestContext,
  input: NewPassword & { ticket: string },
): Promise<Result<{ restored: boolean }>> {
  const found = await findTicketAndOwner(context, input.ticket)
  const about = found.ok ? { ...found.owner, email: found.ticket.email } : { username: null, email: null }
  const checked = checkNewPassword(input, context.channel, about)
  if (!found.ok || !checked.ok) return mergeFailures(found, checked)
  const { ticket, owner } = found
  const passwordHash = await hashPassword(checked.password)
  const result = await transact(async (tx) => {
    const account = await lockAccount(tx, owner.id)
    if (!(await spendTicket(tx, ticket.id))) return fail('ticket_spent')
    // A password may have been set since the first check.
    const spent = await tx.ticket.findUnique({ where: { id: ticket.id } })
    if (!account || !spent || !(await canResetPassword(tx, context.channel, spent)))
      return fail('ticket_unknown')
    const proven = await proveAddress(tx, account, ticket)
    if ('ok' in proven) return proven
    const undone = ticket.purpose === 'undo_email'
    await endEverythingOlder(tx, account, ticket, undone ? 'address_restored' : 'password_reset')
    await replacePassword(tx, context, { account: proven, passwordHash, by: 'ticket' })
    if (undone) await recordUndo(tx, context, account, proven)
    if (ticket.purpose === 'change_email') await recordFirstAddress(tx, context, proven)
    return { ok: true as const, restored: undone }
  }).catch(failAsTaken('email_taken'))
  if (result.ok) await rememberNetwork(context, owner.id)
  return result
}

async function recordUndo(
  tx: Transaction,
  context: RequestContext,
  from: Account,
  to: Account,
): Promise<void> {
  const details = addressChangeDetails(from.email, to.email)
  await recordEvent(tx, context, { kind: 'undo_used', accountId: to.id, details })
}

async function recordFirstAddress(
  tx: Transaction,
  context: RequestContext,
  { id, email }: Account,
): Promise<void> {
  const details = addressChangeDetails(null, email)
  await recordEvent(tx, context, { kind: 'email_changed', accountId: id, details })
}

async function findTicketAndOwner(
  context: RequestContext,
  secret: string,
): Promise<Result<{ ticket: Ticket; owner: Account }>> {
  const ticket = await checkTicket(context, secret)
  if (!ticket.ok) return ticket
  if (ticket.accountId === null || !(await canResetPassword(prisma(), context.channel, ticket)))
    return fail('ticket_unknown')
  const owner = await prisma().account.findUnique({ where: { id: ticket.accountId } })
  return owner ? { ok: true, ticket, owner } : fail('ticket_unknown')
}

/** Gives the account the ticket's address, verified. Fails if the ticket is for an address that was replaced. */
async function proveAddress(tx: Transaction, account: Account, ticket: Ticket): Promise<Account | Failure> {
  const changesAddress = ticket.purpose === 'undo_email' || ticket.purpose === 'change_email'
  if (!changesAddress && account.email !== ticket.email) return fail('ticket_unknown')
  if (changesAddress && !(await releaseAddress(tx, ticket.email, account.id))) return fail('email_taken')
  const before = account.email === ticket.email ? account.emailVerifiedAt : null
  const emailVerifiedAt = before ?? (await momentOf(tx))
  return await tx.account.update({
    where: { id: account.id },
    data: { email: ticket.email, emailVerifiedAt },
  })
}

/**
 * An undo link survives a reset, except one by its own address: otherwise a thief's new address could void it. Using an
 * undo also voids undo links of later changes: otherwise a thief who changed the address twice could undo the undo.
 */
async function endEverythingOlder(
  tx: Transaction,
  account: Account,
  ticket: Ticket,
  reason: 'password_reset' | 'address_restored',
): Promise<void> {
  await revokeSessions(tx, { accountId: account.id }, reason)
  await invalidateTickets(tx, account.id, ['verify_email', 'change_email', 'reset_password'])
  const later = reason === 'address_restored' ? [{ createdAt: { gte: ticket.createdAt } }] : []
  await tx.ticket.updateMany({
    where: {
      accountId: account.id,
      purpose: 'undo_email',
      spentAt: null,
      OR: [{ email: ticket.email }, ...later],
    },
    data: { spentAt: await momentOf(tx) },
  })
}
