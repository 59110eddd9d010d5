import { countLimit } from '@/lib/account/count-outcomes'
import { type Failure, fail } from '@/lib/account/failure'
import { hashSecret } from '@/lib/account/secret'
import { config } from '@/lib/config'
import type { Transaction } from '@/lib/db/client'
import { giveBackTo, takeFrom } from '@/lib/db/counter'
import { type LimitName, limits } from '@/lib/policy'
import { log } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'
import { isTooBusy } from '@/lib/process/too-busy'

/**
 * Takes one try of a limit, atomically: of any number at once, on any number of servers, only as many get one
 * as the table in `lib/policy.ts` allows.
 *
 * @param who what is limited: an account's id, a network, a folded name
 * @returns null; or `too_many_requests` with when to come back
 */
export async function takeAttempt(limit: LimitName, who: string, tx?: Transaction): Promise<Failure | null> {
  if (config().rateLimit === 'off') return null
  const retryAfterSeconds = await takeFrom({ key: keyOf(limit, who), ...limits[limit] }, tx)
  if (retryAfterSeconds === null) return null
  countLimit(limit)
  log().warn({ event: 'excess_rate_limit_exceeded', limit, ...requestFacts() })
  return { ...fail('too_many_requests'), retryAfterSeconds }
}

/** Gives a try back: it succeeded, and success uses nobody's budget up. */
export async function giveBack(limit: LimitName, who: string): Promise<void> {
  if (config().rateLimit === 'off') return
  await giveBackTo(keyOf(limit, who))
}

/**
 * Runs what a try was taken for, and gives the try back where we were too busy for it: who comes back when told
 * to must not be counted twice.
 */
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

/** Keys in the table say nothing of whom they are about. */
export function keyOf(name: LimitName | 'knownNetwork', who: string): string {
  return `${name}:${Buffer.from(hashSecret(who)).toString('base64url')}`
}
