import { z } from 'zod'
import { failByRule, type Result } from '@/lib/account/failure'
import { takeAttempt } from '@/lib/account/limits/attempts'
import { networkOf } from '@/lib/account/limits/networks'
import type { RequestContext } from '@/lib/account/request-context'
import { hashSecret } from '@/lib/account/secret'
import { requestChannels, storedChannel } from '@/lib/channels'
import { transact } from '@/lib/db/client'
import { momentOf } from '@/lib/db/time'
import { sendRequest } from '@/lib/delivery/outbox'
import { policy } from '@/lib/policy'
import { emailRule } from '@/lib/rules'

const source = z.preprocess(
  renameStored,
  z.object({
    channel: z.enum(requestChannels),
    address: z.string(),
    userAgent: z.string(),
    requestId: z.string(),
    route: z.string(),
  }),
)

/** Jobs of the release before name the channel `dialect`. */
function renameStored(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('dialect' in stored)) return stored
  return { ...stored, channel: storedChannel(String(stored.dialect)) }
}

/**
 * Requests whose answer must not tell whether an address has an account. The channel writes the same job for
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
export type ParsedRequest = z.output<typeof deferredRequest>

/** Where a request came from, as its job keeps it. */
export function eventSourceOf(context: RequestContext): z.output<typeof source> {
  const { channel, address, userAgent, requestId, route } = context
  return { channel, address, userAgent, requestId, route }
}

/**
 * Puts off what is asked for an address: at most one job for one address and kind within a minute.
 *
 * @returns the address, normalised; or `email_missing`, `email_invalid`, `too_many_requests`
 */
export async function deferByAddress(
  context: RequestContext,
  kind: 'reset' | 'resend' | 'password',
  typed: string,
): Promise<Result<{ email: string }>> {
  const parsed = emailRule.safeParse(typed)
  if (!parsed.success) return failByRule(parsed.error)
  const email = parsed.data
  const failure = await takeAttempt('mailFromNetwork', networkOf(context.address))
  if (failure) return failure
  const once = { key: `${kind}:${addressKey(email)}`, seconds: policy.sameMailSeconds }
  await transact(async (tx) => {
    const askedAt = (await momentOf(tx)).toISOString()
    await sendRequest(
      tx,
      { kind, email, askedAt, source: eventSourceOf(context) } satisfies DeferredRequest,
      {
        once,
      },
    )
  })
  return { ok: true, email }
}

/** Keys in the queue say nothing of the address. */
export function addressKey(email: string): string {
  return Buffer.from(hashSecret(email)).toString('base64url')
}
