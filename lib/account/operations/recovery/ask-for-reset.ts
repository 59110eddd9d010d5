import type { Result } from '@/lib/account/failure'
import { deferByAddress } from '@/lib/account/records/deferred-request'
import type { RequestContext } from '@/lib/account/request-context'

/**
 * Asks for a link to choose a new password. An unknown address gets the same answer in the same time (OWASP Forgot
 * Password Cheat Sheet).
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export function askForReset(
  context: RequestContext,
  input: { email: string },
): Promise<Result<{ email: string }>> {
  return deferByAddress(context, 'reset', input.email)
}

/** As `askForReset`, for documents without failures here: an invalid address gets the same answer as an unknown one. */
export async function askForResetQuietly(context: RequestContext, input: { email: string }): Promise<Result> {
  const result = await askForReset(context, input)
  return !result.ok && result.codes[0] === 'too_many_requests' ? result : { ok: true }
}

/**
 * Asks for another verification mail, with the same answer for every address. A verified address gets no mail.
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export function resendVerification(
  context: RequestContext,
  input: { email: string },
): Promise<Result<{ email: string }>> {
  return deferByAddress(context, 'resend', input.email)
}
