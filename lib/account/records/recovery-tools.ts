import { findByLogin } from '@/lib/account/find-account'
import type { Caller, RequestContext } from '@/lib/account/request-context'
import { type Account, type Device, prisma, type Transaction } from '@/lib/db/client'
import { pushTransportFor } from '@/lib/delivery/push/push'
import { emailRule } from '@/lib/rules'
import { isUndoOpen } from './ticket'

const noAccountId = '00000000-0000-0000-0000-000000000000'

export interface RecoveryTools {
  /** Verified or not; null while an address change can be undone and the new address is unverified. */
  readonly email: string | null
  readonly devices: readonly Pick<Device, 'id' | 'isPrimary' | 'registeredAt'>[]
}

/** The account to recover: that of the session (also of an ended one, but not after sign-out), else of `login`. */
export async function findRecoveryAccount(
  { caller }: RequestContext,
  login: string | null,
): Promise<Account | null> {
  const id = callerAccountId(caller)
  if (id !== null) return await prisma().account.findUnique({ where: { id } })
  return login === null ? null : await findByLogin(login)
}

/** The address in `login`, if no session identifies the account. Answers must not reveal whether it has one. */
export function requestedAddress({ caller }: RequestContext, login: string | null): string | null {
  if (callerAccountId(caller) !== null) return null
  const address = emailRule.safeParse(login ?? '')
  return address.success ? address.data : null
}

/** Without an account the result is empty after the same queries, so that timing reveals nothing. */
export async function findRecoveryTools(tx: Transaction, account: Account | null): Promise<RecoveryTools> {
  const id = account?.id ?? noAccountId
  const isDisputed = (await isUndoOpen(tx, id)) && !account?.emailVerifiedAt
  const devices = await tx.device.findMany({
    where: { accountId: id, pushToken: { not: null } },
    orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
    select: { id: true, isPrimary: true, registeredAt: true, pushToken: true },
  })
  const reachable = devices.filter(({ pushToken }) => pushToken && pushTransportFor(pushToken) !== null)
  return { email: isDisputed ? null : (account?.email ?? null), devices: reachable }
}

/** dd/mm/yyyy in UTC: how people recognise a device (`specs/device-v2.md`). */
export function registrationDate({ registeredAt }: { registeredAt: Date }): string {
  const [year, month, day] = registeredAt.toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

/** After a reset, only the cookie of the ended session identifies an app's account (`specs/device-v2.md`). */
function callerAccountId(caller: Caller): string | null {
  if (caller.kind === 'member') return caller.account.id
  return caller.ended === 'signed_out' ? null : caller.formerAccountId
}
