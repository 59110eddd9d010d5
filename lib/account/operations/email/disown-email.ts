import { fail, type Result } from '@/lib/account/failure'
import { lockAccount } from '@/lib/account/lock'
import { detachAddress } from '@/lib/account/records/release-address'
import { checkTicket, spendTicket } from '@/lib/account/records/ticket'
import type { RequestContext } from '@/lib/account/request-context'
import { type Ticket, type Transaction, transact } from '@/lib/db/client'

/**
 * "This is not me": the owner of a mailbox refuses the account that claims it. The address is detached, a
 * pending registration or change is dropped, and what was mailed for it is void.
 *
 * @returns ok; or `ticket_unknown` (also for a ticket that claims nothing), `ticket_expired`, `ticket_spent`
 */
export async function disownEmail(context: RequestContext, input: { ticket: string }): Promise<Result> {
  const ticket = await checkTicket(context, input.ticket)
  if (!ticket.ok) return ticket
  const { purpose } = ticket
  if (purpose === 'reset_password' || purpose === 'undo_email') return fail('ticket_unknown')
  return await transact(async (tx) => {
    const account = ticket.accountId ? await lockAccount(tx, ticket.accountId) : null
    if (!(await spendTicket(tx, ticket.id))) return fail('ticket_spent')
    await dropClaim(tx, ticket)
    const claimed = purpose === 'verify_email' && account?.email === ticket.email && !account.emailVerifiedAt
    if (claimed) await detachAddress(tx, account)
    return { ok: true as const }
  })
}

async function dropClaim(tx: Transaction, { registrationId }: Ticket): Promise<void> {
  if (registrationId) await tx.registration.deleteMany({ where: { id: registrationId } })
}
