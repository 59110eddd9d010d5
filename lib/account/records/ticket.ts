import { type Failure, fail } from '@/lib/account/failure'
import { giveBack, takeAttempt } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import { recordFailedAttempt } from '@/lib/account/record-failed-attempt'
import type { RequestContext } from '@/lib/account/request-context'
import { hashSecret, newSecret } from '@/lib/account/secret'
import { prisma, type Ticket, type TicketPurpose, type Transaction } from '@/lib/db/client'
import { databaseTime, hoursAfter, momentOf } from '@/lib/db/time'
import { policy } from '@/lib/policy'
import { trimSpaces } from '@/lib/rules'

const lifetimeHours: Record<TicketPurpose, number> = {
  confirm_registration: policy.registrationHours,
  verify_email: policy.verifyTicketHours,
  change_email: policy.verifyTicketHours,
  reset_password: policy.resetTicketMinutes / 60,
  undo_email: policy.undoTicketHours,
}

/** Creates a ticket that proves `email`. Returns the secret for the mail. */
export async function mintTicket(
  tx: Transaction,
  ticket: { purpose: TicketPurpose; email: string } & ({ accountId: string } | { registrationId: string }),
): Promise<string> {
  const secret = newSecret()
  const expiresAt = hoursAfter(await momentOf(tx), lifetimeHours[ticket.purpose])
  const maySetPassword = ticket.purpose === 'verify_email'
  await tx.ticket.create({ data: { ...ticket, secretHash: secret.hash, expiresAt, maySetPassword } })
  return secret.plain
}

/** The ticket if it can still be spent; else `ticket_unknown`, `ticket_spent` or `ticket_expired`. */
export async function findLiveTicket(secret: string): Promise<({ ok: true } & Ticket) | Failure> {
  const ticket = await prisma().ticket.findUnique({ where: { secretHash: hashSecret(secret) } })
  if (!ticket) return fail('ticket_unknown')
  if (ticket.spentAt) return fail('ticket_spent')
  if (ticket.expiresAt <= (await databaseTime())) return fail('ticket_expired')
  return { ok: true, ...ticket }
}

/** As `findLiveTicket`, for a ticket from a request: wrong ones count against its network. */
export async function checkTicket(
  context: RequestContext,
  typed: string,
): Promise<({ ok: true } & Ticket) | Failure> {
  const secret = trimSpaces(typed)
  const network = networkOf(context.address)
  const failure = await takeAttempt('ticketFromNetwork', network)
  if (failure) return failure
  const ticket = await findLiveTicket(secret)
  if (ticket.ok) await giveBack('ticketFromNetwork', network)
  else if (ticket.codes[0] === 'ticket_spent') await recordReuse(context, secret)
  return ticket
}

async function recordReuse(context: RequestContext, secret: string): Promise<void> {
  const where = { secretHash: hashSecret(secret) }
  const spent = await prisma().ticket.findUnique({ where, select: { accountId: true, purpose: true } })
  const details = { what: spent?.purpose ?? '' }
  recordFailedAttempt(context, { kind: 'authn_token_reuse', accountId: spent?.accountId ?? null, details })
}

/** Spends a ticket atomically: of concurrent calls, exactly one returns true. */
export async function spendTicket(tx: Transaction, id: string): Promise<boolean> {
  const now = await momentOf(tx)
  const { count } = await tx.ticket.updateMany({
    where: { id, spentAt: null, expiresAt: { gt: now } },
    data: { spentAt: now },
  })
  return count === 1
}

export async function invalidateTickets(
  tx: Transaction,
  accountId: string,
  purposes: readonly TicketPurpose[],
): Promise<void> {
  await tx.ticket.updateMany({
    where: { accountId, purpose: { in: [...purposes] }, spentAt: null },
    data: { spentAt: await momentOf(tx) },
  })
}

/**
 * Call it when a password is set: no older ticket may set another one. Reset and change tickets become invalid; verify
 * tickets only verify. Undo tickets stay: they return the account to its owner after a takeover.
 */
export async function invalidatePasswordTickets(tx: Transaction, accountId: string): Promise<void> {
  await invalidateTickets(tx, accountId, ['reset_password', 'change_email'])
  await tx.ticket.updateMany({ where: { accountId, maySetPassword: true }, data: { maySetPassword: false } })
}

export async function isUndoOpen(tx: Transaction, accountId: string): Promise<boolean> {
  const open = await tx.ticket.count({
    where: { accountId, purpose: 'undo_email', spentAt: null, expiresAt: { gt: await momentOf(tx) } },
  })
  return open > 0
}
