import { prisma, type TicketPurpose, type Transaction } from '@/lib/db/client'
import { shownName } from './caller'
import { findLiveTicket, isUndoOpen } from './ticket'

/** What a page shows before its button is pressed. `account` is the name the ticket is about. */
export type TicketDescription =
  | {
      readonly state: 'live'
      readonly purpose: TicketPurpose
      readonly account: string
      readonly accountId: string | null
      readonly email: string
      /** Whether it can be spent on a new password. */
      readonly canReset: boolean
    }
  | { readonly state: 'expired' | 'spent' | 'unknown' }

const states = { ticket_expired: 'expired', ticket_spent: 'spent', ticket_unknown: 'unknown' } as const

/** Tells what a ticket is for. Looking never spends it: mail scanners follow links. */
export async function describeTicket(secret: string): Promise<TicketDescription> {
  const ticket = await findLiveTicket(secret)
  if (!ticket.ok) {
    const [code] = ticket.codes
    return { state: code in states ? states[code as keyof typeof states] : 'unknown' }
  }
  const { purpose, email, accountId, registrationId } = ticket
  const owner = accountId
    ? await prisma().account.findUnique({ where: { id: accountId } })
    : await prisma().registration.findUnique({ where: { id: registrationId ?? '' } })
  if (!owner) return { state: 'unknown' }
  const canReset = accountId !== null && (await mayReset(prisma(), { purpose, accountId }))
  return { state: 'live', purpose, account: shownName(owner), accountId, email, canReset }
}

/**
 * Whether a ticket may be spent on a new password. One that verifies an address may, since it too proves the
 * mailbox, unless the change to that address can still be undone: then it is not known who is who.
 */
export async function mayReset(
  tx: Transaction,
  { purpose, accountId }: { purpose: TicketPurpose; accountId: string },
): Promise<boolean> {
  if (purpose === 'reset_password' || purpose === 'undo_email') return true
  return purpose === 'verify_email' && !(await isUndoOpen(tx, accountId))
}
