import { findByLogin } from '@/lib/account/find-account'
import type { Caller, RequestContext } from '@/lib/account/request-context'
import { type Account, type Device, prisma, type Transaction } from '@/lib/db/client'
import { pushTransportFor } from '@/lib/delivery/push/push'
import { emailRule } from '@/lib/rules'
import { isUndoOpen } from './ticket'

const nobody = '00000000-0000-0000-0000-000000000000'

/** What a generated password can be sent by, for one account. */
export interface RecoveryTools {
  /** An address that a reset link would go to as well: verified or not, but not one whose owner is disputed. */
  readonly email: string | null
  /** The devices that messages reach, in the order of their registration. */
  readonly devices: readonly Pick<Device, 'id' | 'isPrimary' | 'registeredAt'>[]
}

/**
 * Whose recovery a request is about: the account of its session, whatever ended it but a sign-out; without one, that of
 * the login it names.
 */
export async function findRecoveryAccount(
  { caller }: RequestContext,
  login: string | null,
): Promise<Account | null> {
  const id = shownAccountId(caller)
  if (id !== null) return await prisma().account.findUnique({ where: { id } })
  return login === null ? null : await findByLogin(login)
}

/**
 * The address by which a request without a session says whose recovery it is about; null where it does not. Of
 * addresses nothing is told: each has a mailbox, and what goes there is nobody else's business.
 */
export function requestedAddress({ caller }: RequestContext, login: string | null): string | null {
  if (shownAccountId(caller) !== null) return null
  const address = emailRule.safeParse(login ?? '')
  return address.success ? address.data : null
}

/** An account's usable tools. For nobody they are empty after the same queries: silence takes as long. */
export async function findRecoveryTools(tx: Transaction, account: Account | null): Promise<RecoveryTools> {
  const id = account?.id ?? nobody
  const isDisputed = (await isUndoOpen(tx, id)) && !account?.emailVerifiedAt
  const devices = await tx.device.findMany({
    where: { accountId: id, pushToken: { not: null } },
    orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
    select: { id: true, isPrimary: true, registeredAt: true, pushToken: true },
  })
  const reached = devices.filter(({ pushToken }) => pushToken && pushTransportFor(pushToken) !== null)
  return { email: isDisputed ? null : (account?.email ?? null), devices: reached }
}

/** A device as people know it: by the day it was registered, dd/mm/yyyy in UTC (`specs/device-v2.md`). */
export function registrationDate({ registeredAt }: { registeredAt: Date }): string {
  const [year, month, day] = registeredAt.toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

/** An app whose session was ended by a reset or elsewhere has its cookie alone to say who asks (`specs/device-v2.md`). */
function shownAccountId(caller: Caller): string | null {
  if (caller.kind === 'member') return caller.account.id
  return caller.ended === 'signed_out' ? null : caller.formerAccountId
}
