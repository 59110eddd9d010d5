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

/** By what a person can get a generated password. */
export interface ListedTools {
  readonly email: boolean
  /** The days on which devices that take messages were registered, dd/mm/yyyy, each once, oldest first. */
  readonly push: readonly string[]
}

/**
 * Lists the usable recovery tools of the session's account, or else of the login's. Somebody unknown and
 * somebody without tools are one answer after the same work; an address has the mail, whoever it belongs to.
 *
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
