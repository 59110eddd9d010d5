import { isReady } from '@/lib/account/operations/operator/readiness'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { getOnlyHandlers } from './get-only-handlers'

const headers = { 'cache-control': 'no-store' }

/** `live`: the process answers. `ready`: the database answers within a second. Names `WORK=off`, nothing else. */
export const health = getOnlyHandlers(async () => {
  const ready = await isReady()
  const work = config().runsWorker ? {} : { work: 'off' }
  if (ready) return Response.json({ live: true, ready, ...work }, { headers })
  const soon = { ...headers, 'retry-after': String(policy.tooBusyRetrySeconds) }
  return Response.json({ live: true, ready, ...work }, { status: 503, headers: soon })
})

/** For supervisors: an unavailable database is no reason to restart the process. */
export const liveness = getOnlyHandlers(async () => Response.json({ live: true }, { headers }))
