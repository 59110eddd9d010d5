import { createHash, timingSafeEqual } from 'node:crypto'
import { fail } from '@/lib/account/failure'
import { config } from '@/lib/config'
import { registry } from '@/lib/process/metrics'
import { getOnlyHandlers } from './get-only-handlers'
import { problem } from './problem'

const headers = { 'cache-control': 'no-store' }

/** `/api/metrics` in Prometheus text format. Needs METRICS_TOKEN as bearer; without that setting it answers 404. */
export const metrics = getOnlyHandlers(async (request) => {
  const { metricsToken } = config()
  if (metricsToken === null) return problem(request, fail('not_found'))
  if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`))
    return problem(request, fail('signed_out'))
  const text = await registry().metrics()
  return new Response(text, { headers: { ...headers, 'content-type': registry().contentType } })
})

/** Compares digests: they have equal length, and the time reveals nothing. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
