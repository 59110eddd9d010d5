import { z } from 'zod'
import { failByRule, type Result } from '@/lib/account/failure'
import { takeTry } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import type { Visit } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import { dialects } from '@/lib/channels'
import { transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendRequest } from '@/lib/delivery/outbox'
import { policy } from '@/lib/policy'
import { emailRule } from '@/lib/rules'

const source = z.object({
  dialect: z.enum(dialects),
  address: z.string(),
  userAgent: z.string(),
  requestId: z.string(),
  route: z.string(),
})

/**
 * Requests whose answer must not tell whether an address has an account. The door writes the same job for
 * everybody; later, where nobody waits and times nothing, it is looked up and answered by mail (`answerRequest`).
 */
export const deferredRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('registered'),
    accountId: z.uuid(),
    email: z.string(),
    // Absent in what the release before this one has left.
    source: source.optional(),
  }),
  z.object({ kind: z.literal('reset'), email: z.string(), askedAt: z.coerce.date(), source }),
  z.object({ kind: z.literal('password'), email: z.string(), askedAt: z.coerce.date(), source }),
  z.object({ kind: z.literal('resend'), email: z.string(), askedAt: z.coerce.date(), source }),
])

/** As a job keeps it. */
export type DeferredRequest = z.input<typeof deferredRequest>

/** As it is read back. */
export type ReadRequest = z.output<typeof deferredRequest>

/** Where a request came from, as its job keeps it. */
export function sourceOf(visit: Visit): z.output<typeof source> {
  const { dialect, address, userAgent, requestId, route } = visit
  return { dialect, address, userAgent, requestId, route }
}

/**
 * Puts off what is asked for an address: at most one job for one address and kind within a minute.
 *
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export async function deferByAddress(
  visit: Visit,
  kind: 'reset' | 'resend' | 'password',
  typed: string,
): Promise<Result<{ email: string }>> {
  const parsed = emailRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const email = parsed.data
  const refusal = await takeTry('mailFromNetwork', networkOf(visit.address))
  if (refusal) return refusal
  const once = { key: `${kind}:${addressKey(email)}`, seconds: policy.sameMailSeconds }
  await transact(async (tx) => {
    const askedAt = (await momentOf(tx)).toISOString()
    await sendRequest(tx, { kind, email, askedAt, source: sourceOf(visit) } satisfies DeferredRequest, {
      once,
    })
  })
  return { ok: true, email }
}

/** Keys in the queue say nothing of the address. */
export function addressKey(email: string): string {
  return Buffer.from(hashSecret(email)).toString('base64url')
}
