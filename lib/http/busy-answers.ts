import { headers } from 'next/headers'
import type { Failure } from '@/lib/account/failure'
import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process/process-wide'
import { requestIdOf } from './request-id'

// Request id -> Retry-After in seconds.
const busy = () => processWide('busy-answers', () => new Map<string, number>())

/** Pages and actions cannot set their status: this makes the server answer 503 if the failure is `too_busy`. */
export async function answer503IfBusy({ codes, retryAfterSeconds }: Failure): Promise<boolean> {
  if (codes[0] !== 'too_busy') return false
  busy().set(requestIdOf(await headers()), retryAfterSeconds ?? policy.tooBusyRetrySeconds)
  return true
}

export function retrySecondsOf(requestId: string): number | undefined {
  return busy().get(requestId)
}

export function forgetBusy(requestId: string): void {
  busy().delete(requestId)
}
