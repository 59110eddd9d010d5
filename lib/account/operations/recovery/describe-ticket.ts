import { displayName } from '@/lib/account/account-facts'
import { canResetPassword } from '@/lib/account/records/can-reset-password'
import { findLiveTicket } from '@/lib/account/records/ticket'
import { prisma, type TicketPurpose } from '@/lib/db/client'

export interface LiveTicket {
  readonly state: 'live'
  readonly purpose: TicketPurpose
  readonly account: string
  readonly accountId: string | null
  readonly email: string
  readonly hasPassword: boolean
  /** Whether our page can use it to set a new password. */
  readonly canReset: boolean
}

export type TicketDescription = LiveTicket | { readonly state: 'expired' | 'spent' | 'unknown' }

const states = { ticket_expired: 'expired', ticket_spent: 'spent', ticket_unknown: 'unknown' } as const

/** Describes a ticket. Never spends it, because mail scanners follow links. */
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
  const canReset = await canResetPassword(prisma(), 'pages', ticket)
  const hasPassword = owner.passwordHash !== null
  return { state: 'live', purpose, account: displayName(owner), accountId, email, hasPassword, canReset }
}
