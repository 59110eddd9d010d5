import { countLimit } from '@/lib/account/count-outcomes'
import { type Failure, fail } from '@/lib/account/failure'
import { hashSecret } from '@/lib/account/secret'
import { config } from '@/lib/config'
import type { Transaction } from '@/lib/db/client'
import { consumePoint, refundPoint } from '@/lib/db/counter'
import { type LimitName, limits } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'
import { isTooBusy } from '@/lib/process/too-busy'

/** Takes one attempt of a limit, atomically across all servers. `subject`: an account's id, a network or a login. */
export async function takeAttempt(
  limit: LimitName,
  subject: string,
  tx?: Transaction,
): Promise<Failure | null> {
  if (config().rateLimit === 'off') return null
  const retryAfterSeconds = await consumePoint({ key: keyOf(limit, subject), ...limits[limit] }, tx)
  if (retryAfterSeconds === null) return null
  countLimit(limit)
  log().warn({ event: 'excess_rate_limit_exceeded', limit, ...requestFacts() })
  return { ...fail('too_many_requests'), retryAfterSeconds }
}

/** Gives an attempt back after success, so that only failed attempts count. */
export async function giveBack(limit: LimitName, subject: string): Promise<void> {
  if (config().rateLimit === 'off') return
  await refundPoint(keyOf(limit, subject))
}

/** Gives the attempt back if `work` throws `TooBusy`, so that a retry is not counted twice. */
export async function giveBackIfBusy<Answer>(
  giveAttemptBack: () => Promise<void>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (isTooBusy(error)) await giveAttemptBack()
    throw error
  }
}

/** Hashed, so that the table reveals no account, network or login. */
export function keyOf(name: LimitName | 'knownPlace', subject: string): string {
  return `${name}:${Buffer.from(hashSecret(subject)).toString('base64url')}`
}
