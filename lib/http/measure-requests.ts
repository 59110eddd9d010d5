import type { IncomingMessage } from 'node:http'
import { Histogram, type Registry } from 'prom-client'
import { onRequest } from './on-request'
import { routeOf } from './route-of'

/** From an answer out of memory to one that waited for a hash in a full queue. */
const bucketSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Adds how many requests were answered and how long that took, by the pattern of their route and never by their path. */
export function measureRequests(registry: Registry): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketSeconds,
    registers: [registry],
  })
  const started = new WeakMap<IncomingMessage, number>()
  onRequest('request.start', ({ request }) => started.set(request, performance.now()))
  onRequest('response.finish', ({ request, response }) => {
    const at = started.get(request)
    if (at === undefined) return
    const labels = {
      method: request.method ?? '',
      route: routeOf(request.url ?? '/'),
      status: response.statusCode,
    }
    durations.observe(labels, (performance.now() - at) / 1_000)
  })
}
