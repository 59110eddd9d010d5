import type { IncomingMessage, ServerResponse } from 'node:http'
import { Histogram, type Registry } from 'prom-client'
import { routeOf } from '@/lib/server/route-of'

/** From an answer out of memory to one that waited for a hash in a full queue. */
const bucketSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
let durations: Histogram | null = null

/** Begins to measure how many requests are answered and how long that takes. */
export function measureRequests(registry: Registry): void {
  durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketSeconds,
    registers: [registry],
  })
}

/** Counts a request and the time of its answer, by the pattern of its route and never by its path. */
export function measureRequest(request: IncomingMessage, answer: ServerResponse): void {
  if (!durations) return
  const started = performance.now()
  answer.once('finish', () => {
    const { method = '', url = '/' } = request
    const labels = { method, route: routeOf(url), status: answer.statusCode }
    durations?.observe(labels, (performance.now() - started) / 1_000)
  })
}
