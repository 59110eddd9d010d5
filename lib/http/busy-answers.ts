import { headers } from 'next/headers'
import type { Failure } from '@/lib/account/failure'
import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process/process-wide'
import { requestIdOf } from './request-id'

/** The requests that are answered with 503, by their id, and when to come back, in seconds. */
const busy = () => processWide('busy-answers', () => new Map<string, number>())

/**
 * Answers the request that is being served with 503 and `Retry-After`, where its failure is that we are too busy or
 * that the database is away: a page and an action have no say in their status.
 *
 * @returns whether it was such a failure
 */
export async function answerIfBusy({ codes, retryAfterSeconds }: Failure): Promise<boolean> {
  if (codes[0] !== 'too_busy') return false
  busy().set(requestIdOf(await headers()), retryAfterSeconds ?? policy.tooBusyRetrySeconds)
  return true
}

/** When to come back, where this request is answered with 503. */
export function retrySecondsOf(requestId: string): number | undefined {
  return busy().get(requestId)
}

/** To be called when the request has its answer. */
export function forgetBusy(requestId: string): void {
  busy().delete(requestId)
}
