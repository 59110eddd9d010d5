import { fail, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import {
  findRecoveryAccount,
  findRecoveryTools,
  registrationDate,
  requestedAddress,
} from '@/lib/account/records/recovery-tools'
import type { RequestContext } from '@/lib/account/request-context'
import { prisma } from '@/lib/db/client'

export interface ListedTools {
  readonly email: boolean
  /** When devices that accept push messages were registered: dd/mm/yyyy, each day once, oldest first. */
  readonly push: readonly string[]
}

/**
 * Lists the usable recovery tools of the session's account, or else of the login's account. An unknown login and an
 * account without tools get the same answer after the same work. For an address as login, mail is always listed.
 * @returns the tools; or `no_tools`, `too_many_requests`
 */
export async function listRecoveryTools(
  context: RequestContext,
  input: { login: string | null },
): Promise<Result<ListedTools>> {
  const failure = await takeAttempt('recoveryToolsFromNetwork', networkOf(context.address))
  if (failure) return failure
  if (requestedAddress(context, input.login) !== null) return { ok: true, email: true, push: [] }
  const account = await findRecoveryAccount(context, input.login)
  const { email, devices } = await findRecoveryTools(prisma(), account)
  if (email === null && devices.length === 0) return fail('no_tools')
  return { ok: true, email: email !== null, push: [...new Set(devices.map(registrationDate))] }
}
