import { prisma, type Ticket, type TicketPurpose, type Transaction } from '@/lib/db/client'
import { type DialectName, verifyTicketSetsPassword } from '@/lib/policy'
import { shownName } from './caller'
import { findLiveTicket, isUndoOpen } from './ticket'

/** What a page shows before its button is pressed. `account` is the name the ticket is about. */
export interface LiveTicket {
  readonly state: 'live'
  readonly purpose: TicketPurpose
  readonly account: string
  readonly accountId: string | null
  readonly email: string
  readonly hasPassword: boolean
  /** Whether our own page can spend it on a new password. */
  readonly canReset: boolean
}

export type TicketDescription = LiveTicket | { readonly state: 'expired' | 'spent' | 'unknown' }

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
  const canReset = await mayReset(prisma(), 'form', ticket)
  const hasPassword = owner.passwordHash !== null
  return { state: 'live', purpose, account: shownName(owner), accountId, email, hasPassword, canReset }
}

/**
 * Whether a ticket may be spent on a new password. One that verifies an address may, at our own page, since it too proves
 * the mailbox: as long as no password was set or changed after it was made, and unless the change to that address can
 * still be undone, when it is not known who is who. So may one that adds a first address while the account has no
 * password: in another browser nothing else could confirm it.
 */
export async function mayReset(
  tx: Transaction,
  dialect: DialectName,
  { purpose, accountId, maySetPassword }: Pick<Ticket, 'purpose' | 'accountId' | 'maySetPassword'>,
): Promise<boolean> {
  if (accountId === null) return false
  if (purpose === 'reset_password' || purpose === 'undo_email') return true
  if (!verifyTicketSetsPassword[dialect]) return false
  if (purpose === 'change_email') return await hasNothingToShow(tx, accountId)
  return maySetPassword && !(await isUndoOpen(tx, accountId))
}

async function hasNothingToShow(tx: Transaction, accountId: string): Promise<boolean> {
  return (await tx.account.count({ where: { id: accountId, passwordHash: null, email: null } })) > 0
}
