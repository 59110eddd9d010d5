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
  renameDialect,
  z.object({
    channel: z.enum(requestChannels),
    address: z.string(),
    userAgent: z.string(),
    requestId: z.string(),
    route: z.string(),
  }),
)

/** Jobs written by the previous release have `dialect` instead of `channel`. */
function renameDialect(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('dialect' in stored)) return stored
  return { ...stored, channel: storedChannel(String(stored.dialect)) }
}

/** Answers must not reveal accounts: every request writes the same job, and only the worker looks the account up. */
export const deferredRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('registered'),
    accountId: z.uuid(),
    email: z.string(),
    // Absent in jobs of the previous release.
    source: source.optional(),
  }),
  z.object({ kind: z.literal('reset'), email: z.string(), askedAt: z.coerce.date(), source }),
  z.object({ kind: z.literal('password'), email: z.string(), askedAt: z.coerce.date(), source }),
  z.object({ kind: z.literal('resend'), email: z.string(), askedAt: z.coerce.date(), source }),
])

export type DeferredRequest = z.input<typeof deferredRequest>

export type ParsedRequest = z.output<typeof deferredRequest>

export function eventSourceOf(context: RequestContext): z.output<typeof source> {
  const { channel, address, userAgent, requestId, route } = context
  return { channel, address, userAgent, requestId, route }
}

/** Queues at most one request per address and kind within `policy.sameMailSeconds`. */
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

/** Hashed, so that keys in the queue do not reveal the address. */
export function addressKey(email: string): string {
  return Buffer.from(hashSecret(email)).toString('base64url')
}
