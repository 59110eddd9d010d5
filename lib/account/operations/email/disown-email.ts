import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import { detachAddress } from '@/lib/account/records/release-address'
import { checkTicket, spendTicket } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { type Ticket, type Transaction, transact } from '@/lib/db/client'

/**
 * "This is not me": the owner of a mailbox rejects an account, registration or change that uses the address. The
 * unverified address is detached, a pending registration is deleted, and the ticket is spent.
 * @returns ok; or `ticket_unknown` (also for a ticket of another purpose), `ticket_expired`, `ticket_spent`
 */
export async function disownEmail(context: RequestContext, input: { ticket: string }): Promise<Result> {
  const ticket = await checkTicket(context, input.ticket)
  if (!ticket.ok) return ticket
  const { purpose } = ticket
  if (purpose === 'reset_password' || purpose === 'undo_email') return fail('ticket_unknown')
  return await transact(async (tx) => {
    const account = ticket.accountId ? await lockAccount(tx, ticket.accountId) : null
    if (!(await spendTicket(tx, ticket.id))) return fail('ticket_spent')
    await deleteRegistration(tx, ticket)
    const claimed = purpose === 'verify_email' && account?.email === ticket.email && !account.emailVerifiedAt
    if (claimed) await detachAddress(tx, account)
    return { ok: true as const }
  })
}

async function deleteRegistration(tx: Transaction, { registrationId }: Ticket): Promise<void> {
  if (registrationId) await tx.registration.deleteMany({ where: { id: registrationId } })
}
