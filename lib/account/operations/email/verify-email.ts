import { countRegistration } from '@/lib/account/count-outcomes'
import { type Failure, fail, failAll, type Result } from '@/lib/account/failure'
import { lockIfPasswordUnchanged } from '@/lib/account/password/lock-if-password-unchanged'
import { tryPassword } from '@/lib/account/password/prove-password'
import { recordEvent } from '@/lib/account/record-event'
import { addressChangeDetails, notifyOldAddress } from '@/lib/account/records/address-change'
import { noGeneratedPassword } from '@/lib/account/records/generated-password'
import { releaseAddress } from '@/lib/account/records/release-address'
import { checkTicket, invalidateTickets, spendTicket } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { failAsTaken, findTaken } from '@/lib/account/taken-names'
import {
  type Account,
  prisma,
  type Registration,
  type Ticket,
  type Transaction,
  transact,
} from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'

/**
 * What stands beside the ticket when an address is verified. The ticket proves the mailbox only; that the
 * mailbox's owner is also who chose the account's password must be shown apart, or a password that a stranger
 * set on somebody's address would become that person's.
 * `document`: the channel's document says that the ticket alone verifies (rest, ticket).
 * `account`: this browser is known to be that account's. `password`: the account's password was given.
 */
export type VerificationProof =
  | { readonly kind: 'document' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'password'; readonly password: string }

/**
 * Verifies an address: of an account, of a change that waits for it, or of a pending registration, whose
 * account is made now.
 *
 * @returns the account; or `ticket_unknown`, `ticket_expired`, `ticket_spent`, `wrong_password` (the ticket
 *   stays good), `email_taken`, `username_taken`
 */
export async function verifyEmail(
  context: RequestContext,
  input: { ticket: string; proof: VerificationProof },
): Promise<Result<{ accountId: string; email: string }>> {
  const ticket = await checkTicket(context, input.ticket)
  if (!ticket.ok) return ticket
  if (ticket.purpose === 'confirm_registration')
    return await confirmRegistration(context, ticket, input.proof)
  const owner = await prisma().account.findUnique({ where: { id: ticket.accountId ?? '' } })
  if (!owner || (ticket.purpose !== 'verify_email' && ticket.purpose !== 'change_email'))
    return fail('ticket_unknown')
  const proven = await checkProof(context, input.proof, owner)
  if (!proven.ok) return proven
  return await transact(async (tx) => {
    const account = await lockIfPasswordUnchanged(tx, owner)
    if (!account) return fail('ticket_unknown')
    if (!(await spendTicket(tx, ticket.id))) return fail('ticket_spent')
    const failure = ticket.purpose === 'change_email' ? await switchAddress(tx, account, ticket) : null
    if (failure) return failure
    if (ticket.purpose === 'verify_email' && account.email !== ticket.email) return fail('ticket_unknown')
    const verified = { email: ticket.email, emailVerifiedAt: await momentOf(tx) }
    await tx.account.update({ where: { id: account.id }, data: verified })
    await invalidateTickets(tx, account.id, ['verify_email'])
    await recordProof(tx, context, account, ticket)
    return { ok: true as const, accountId: account.id, email: ticket.email }
  }).catch(failAsTaken('email_taken'))
}

async function recordProof(
  tx: Transaction,
  context: RequestContext,
  account: Account,
  ticket: Ticket,
): Promise<void> {
  const changes = ticket.purpose === 'change_email'
  const details = changes ? addressChangeDetails(account.email, ticket.email) : {}
  const kind = changes ? 'email_changed' : 'email_verified'
  await recordEvent(tx, context, { kind, accountId: account.id, details })
}

async function switchAddress(tx: Transaction, account: Account, ticket: Ticket): Promise<Failure | null> {
  if (!(await releaseAddress(tx, ticket.email, account.id))) return fail('email_taken')
  await notifyOldAddress(tx, account, ticket.email, 'done')
  await invalidateTickets(tx, account.id, ['reset_password'])
  await tx.account.update({ where: { id: account.id }, data: noGeneratedPassword })
  return null
}

async function checkProof(
  context: RequestContext,
  proof: VerificationProof,
  owner: { id: string; passwordHash: string | null },
): Promise<Result> {
  if (proof.kind === 'document') return { ok: true }
  if (proof.kind === 'account') return proof.accountId === owner.id ? { ok: true } : fail('wrong_password')
  return await tryPassword(context, owner, proof.password)
}

/**
 * Of two pending registrations of one name or address the first to come back wins: the unique indexes decide.
 * An account that holds the address without ever having proved it is in nobody's way.
 */
async function confirmRegistration(
  context: RequestContext,
  ticket: Ticket,
  proof: VerificationProof,
): Promise<Result<{ accountId: string; email: string }>> {
  const pending = await prisma().registration.findUnique({ where: { id: ticket.registrationId ?? '' } })
  if (!pending) return fail('ticket_unknown')
  const proven = await checkProof(context, proof, pending)
  if (!proven.ok) return proven
  return await countRegistration(context.channel, () => makeAccount(context, ticket, pending))
}

async function makeAccount(
  context: RequestContext,
  ticket: Ticket,
  pending: Registration,
): Promise<Result<{ accountId: string; email: string }>> {
  return await transact(async (tx) => {
    if (!(await spendTicket(tx, ticket.id))) return fail('ticket_spent')
    await releaseAddress(tx, pending.email, pending.id)
    const data = { ...accountOf(pending), emailVerifiedAt: await momentOf(tx) }
    const made = await tx.account.createMany({ data, skipDuplicates: true })
    if (made.count === 0) return failAll(await findTaken(pending, tx)) ?? fail('ticket_unknown')
    await recordEvent(tx, context, { kind: 'user_created', accountId: pending.id })
    await tx.registration.delete({ where: { id: pending.id } })
    return { ok: true as const, accountId: pending.id, email: pending.email }
  })
}

function accountOf({ id, username, usernameKey, email, passwordHash, locale }: Registration) {
  return { id, username, usernameKey, email, passwordHash, locale }
}
