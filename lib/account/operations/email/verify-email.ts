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
 * What is needed besides the ticket. The ticket proves only the mailbox. Without a proof that its owner also chose the
 * password, a stranger's password would stay valid on the owner's account (pre-hijacking).
 * `document`: the channel's document says that the ticket is enough (rest, ticket).
 * `account`: this browser belongs to that account. `password`: the account's password.
 */
export type VerificationProof =
  | { readonly kind: 'document' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'password'; readonly password: string }

/**
 * Verifies the address of an account, of a pending change, or of a pending registration, whose account is created now.
 * @returns the account; or `ticket_unknown`, `ticket_expired`, `ticket_spent`, `wrong_password` (the ticket stays
 *   valid), `email_taken`, `username_taken`
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
    await recordVerification(tx, context, account, ticket)
    return { ok: true as const, accountId: account.id, email: ticket.email }
  }).catch(failAsTaken('email_taken'))
}

async function recordVerification(
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

/** The unique indexes decide between pending registrations. An account that never verified the address loses it. */
async function confirmRegistration(
  context: RequestContext,
  ticket: Ticket,
  proof: VerificationProof,
): Promise<Result<{ accountId: string; email: string }>> {
  const pending = await prisma().registration.findUnique({ where: { id: ticket.registrationId ?? '' } })
  if (!pending) return fail('ticket_unknown')
  const proven = await checkProof(context, proof, pending)
  if (!proven.ok) return proven
  return await countRegistration(context.channel, () => createAccount(context, ticket, pending))
}

async function createAccount(
  context: RequestContext,
  ticket: Ticket,
  pending: Registration,
): Promise<Result<{ accountId: string; email: string }>> {
  return await transact(async (tx) => {
    if (!(await spendTicket(tx, ticket.id))) return fail('ticket_spent')
    await releaseAddress(tx, pending.email, pending.id)
    const data = { ...accountData(pending), emailVerifiedAt: await momentOf(tx) }
    const created = await tx.account.createMany({ data, skipDuplicates: true })
    if (created.count === 0) return failAll(await findTaken(pending, tx)) ?? fail('ticket_unknown')
    await recordEvent(tx, context, { kind: 'user_created', accountId: pending.id })
    await tx.registration.delete({ where: { id: pending.id } })
    return { ok: true as const, accountId: pending.id, email: pending.email }
  })
}

function accountData({ id, username, usernameKey, email, passwordHash, locale }: Registration) {
  return { id, username, usernameKey, email, passwordHash, locale }
}
