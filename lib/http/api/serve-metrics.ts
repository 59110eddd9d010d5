import { createHash, timingSafeEqual } from 'node:crypto'
import { fail } from '@/lib/account/failure'
import { config } from '@/lib/config'
import { registry } from '@/lib/process/metrics'
import { answersGet } from './answers-get'
import { problem } from './problem'

const headers = { 'cache-control': 'no-store' }

/** `/api/metrics`, in Prometheus' text format: for whoever knows METRICS_TOKEN, and not there without one. */
export const metrics = answersGet(async (request) => {
  const { metricsToken } = config()
  if (metricsToken === null) return problem(request, fail('not_found'))
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`))
    return problem(request, fail('signed_out'))
  const text = await registry().metrics()
  return new Response(text, { headers: { ...headers, 'content-type': registry().contentType } })
})

/** Digests are of one length and tell nothing, so the time of their comparison does neither. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
