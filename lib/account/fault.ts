import { type Failure, fail } from '@/lib/account/failure'
import { isUnavailable } from '@/lib/db/unavailable'
import { policy } from '@/lib/policy'
import { errorMessage } from '@/lib/process/error-message'
import { log, logThrottled } from '@/lib/process/log'
import { requestFacts } from '@/lib/process/request-facts'
import { isTooBusy } from '@/lib/process/too-busy'

/** Turns an error thrown by an operation into a failure. Details go to the log, never into the response. */
export function faultToFailure(error: unknown): Failure {
  if (isTooBusy(error)) return { ...fail('too_busy'), retryAfterSeconds: error.retryAfterSeconds }
  if (isUnavailable(error)) {
    logThrottled('database_unavailable', error)
    return { ...fail('too_busy'), retryAfterSeconds: policy.tooBusyRetrySeconds }
  }
  const stack = error instanceof Error ? error.stack : undefined
  log().error({ event: 'server_fault', error: errorMessage(error), ...requestFacts(), stack })
  return fail('server_fault')
}
