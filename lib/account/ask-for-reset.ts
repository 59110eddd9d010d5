import { transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendRequest } from '@/lib/delivery/outbox'
import { policy } from '@/lib/policy'
import { emailRule } from '@/lib/rules'
import { addressKey, type DeferredRequest, sourceOf } from './answer-request'
import type { Visit } from './caller'
import { failByRule, type Result } from './failure'
import { networkOf, takeTry } from './limit'

/**
 * Asks for a link to choose a new password. The answer is the same, and takes as long, whether or not
 * somebody has the address (OWASP Forgot Password Cheat Sheet).
 *
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export function askForReset(visit: Visit, input: { email: string }): Promise<Result<{ email: string }>> {
  return deferByAddress(visit, 'reset', input.email)
}

/** The same for a door whose document promises to refuse nothing: what is no address is nobody's. */
export async function askForResetQuietly(visit: Visit, input: { email: string }): Promise<Result> {
  const result = await askForReset(visit, input)
  return !result.ok && result.codes[0] === 'too_many_requests' ? result : { ok: true }
}

/**
 * Asks for another verification mail: the same silence, and nothing for an address that is verified.
 *
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export function resendVerification(
  visit: Visit,
  input: { email: string },
): Promise<Result<{ email: string }>> {
  return deferByAddress(visit, 'resend', input.email)
}

/** Asks for a generated password by mail: the same silence. @returns as `askForReset` */
export function askForPassword(visit: Visit, input: { email: string }): Promise<Result<{ email: string }>> {
  return deferByAddress(visit, 'password', input.email)
}

async function deferByAddress(
  visit: Visit,
  kind: 'reset' | 'resend' | 'password',
  typed: string,
): Promise<Result<{ email: string }>> {
  const parsed = emailRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const email = parsed.data
  const refusal = await takeTry('mailFromNetwork', networkOf(visit.address))
  if (refusal) return refusal
  const source = sourceOf(visit)
  const once = { key: `${kind}:${addressKey(email)}`, seconds: policy.sameMailSeconds }
  await transact(async (tx) => {
    const askedAt = (await momentOf(tx)).toISOString()
    await sendRequest(tx, { kind, email, askedAt, source } satisfies DeferredRequest, { once })
  })
  return { ok: true, email }
}
