import type { Result } from '@/lib/account/failure'
import { describeTicket } from '@/lib/account/operations/recovery/describe-ticket'
import { resetPassword } from '@/lib/account/operations/recovery/reset-password'
import type { NewPassword } from '@/lib/account/password/check-password'
import type { RequestContext } from '@/lib/account/request-context'
import { profileWithNews } from './news'
import { otherSignedInName } from './other-account'

/** A browser that is signed in to another account stays signed in; the page says whose password was changed. */
export async function chooseNewPassword(
  context: RequestContext,
  input: NewPassword & { ticket: string },
): Promise<Result<{ goTo: string; staysSignedIn: boolean }>> {
  const described = await describeTicket(input.ticket)
  const result = await resetPassword(context, input)
  if (!result.ok) return result
  const done = result.restored ? 'address_restored' : 'password_changed'
  if (described.state !== 'live' || otherSignedInName(described.accountId, context.caller) === null)
    return { ok: true, goTo: `/login?notice=${done}`, staysSignedIn: false }
  return { ok: true, goTo: profileWithNews(`other_${done}`, described), staysSignedIn: true }
}
