import type { Result } from '@/lib/account/failure'
import { deferByAddress } from '@/lib/account/records/deferred-request'
import type { RequestContext } from '@/lib/account/request-context'

/**
 * Asks for a link to choose a new password. The answer is the same, and takes as long, whether or not
 * somebody has the address (OWASP Forgot Password Cheat Sheet).
 *
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export function askForReset(
  context: RequestContext,
  input: { email: string },
): Promise<Result<{ email: string }>> {
  return deferByAddress(context, 'reset', input.email)
}

/** The same for a channel whose document promises to refuse nothing: what is no address is nobody's. */
export async function askForResetQuietly(context: RequestContext, input: { email: string }): Promise<Result> {
  const result = await askForReset(context, input)
  return !result.ok && result.codes[0] === 'too_many_requests' ? result : { ok: true }
}

/**
 * Asks for another verification mail: the same silence, and nothing for an address that is verified.
 *
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export function resendVerification(
  context: RequestContext,
  input: { email: string },
): Promise<Result<{ email: string }>> {
  return deferByAddress(context, 'resend', input.email)
}
