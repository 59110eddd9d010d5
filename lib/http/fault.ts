import { type Failure, fail } from '@/lib/account/failure'
import { isUnavailable } from '@/lib/account/readiness'
import { log } from '@/lib/log'
import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process-wide'
import { isTooBusy } from '@/lib/too-busy'

/** Turns what an operation threw into an answer. The log gets the fault; the answer never does. */
export function faultToFailure(error: unknown): Failure {
  if (isTooBusy(error)) return { ...fail('too_busy'), retryAfterSeconds: error.retryAfterSeconds }
  if (isUnavailable(error)) {
    tellUnavailable(error)
    return { ...fail('too_busy'), retryAfterSeconds: policy.tooBusyRetrySeconds }
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  log().error({ event: 'server_fault', error: message, stack })
  return fail('server_fault')
}

/** Once in a while: a log with a line for each request that met the same outage could fill the disk. */
function tellUnavailable(error: unknown): void {
  const told = processWide('database-outage-told', () => ({ at: Number.NEGATIVE_INFINITY }))
  if (performance.now() - told.at < policy.outageLogSeconds * 1_000) return
  told.at = performance.now()
  log().error({
    event: 'database_unavailable',
    error: error instanceof Error ? error.message : String(error),
  })
}
