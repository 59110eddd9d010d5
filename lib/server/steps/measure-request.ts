import type { IncomingMessage, ServerResponse } from 'node:http'
import { Histogram, type Registry } from 'prom-client'
import { routePattern } from '@/lib/server/route-pattern'

const bucketSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
let durations: Histogram | null = null

export function startRequestMetrics(registry: Registry): void {
  durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request headers to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketSeconds,
    registers: [registry],
  })
}

/** Measures by route pattern, never by path: paths hold secrets and are unlimited in number. */
export function measureRequest(request: IncomingMessage, answer: ServerResponse): void {
  if (!durations) return
  const started = performance.now()
  answer.once('finish', () => {
    const { method = '', url = '/' } = request
    const labels = { method, route: routePattern(url), status: answer.statusCode }
    durations?.observe(labels, (performance.now() - started) / 1_000)
  })
}
