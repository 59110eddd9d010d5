import { isReady } from '@/lib/account/operations/operator/readiness'
import { config } from '@/lib/config'
import { policy } from '@/lib/policy'
import { answersGet } from './answers-get'

const headers = { 'cache-control': 'no-store' }

/**
 * Live: this answer. Ready: the database answers too, within a second. Where this server delivers nothing it says so;
 * nothing else is told.
 */
export const health = answersGet(async () => {
  const ready = await isReady()
  const work = config().runsWorker ? {} : { work: 'off' }
  if (ready) return Response.json({ live: true, ready, ...work }, { headers })
  const soon = { ...headers, 'retry-after': String(policy.tooBusyRetrySeconds) }
  return Response.json({ live: true, ready, ...work }, { status: 503, headers: soon })
})

/** Whether the process answers, for those who would start it anew: that the database is away is no reason. */
export const liveness = answersGet(async () => Response.json({ live: true }, { headers }))
