import type { IncomingMessage } from 'node:http'
import { log } from '@/lib/log'
import { requestIdIn } from './identify-requests'
import { loggedPath } from './logged-path'
import { onRequest } from './on-request'

/** One line for each request when its answer is out: method, path without secrets or query, status, time. */
export function logRequests(): void {
  const started = new WeakMap<IncomingMessage, number>()
  onRequest('request.start', ({ request }) => started.set(request, performance.now()))
  onRequest('response.finish', ({ request, response }) => {
    const path = loggedPath(request.url ?? '')
    const ms = Math.round(performance.now() - (started.get(request) ?? performance.now()))
    const answered = { method: request.method, path, status: response.statusCode, ms }
    const line = { event: 'request', ...answered, request: requestIdIn(request) }
    if (path.startsWith('/_next/')) log().debug(line)
    else log().info(line)
  })
}
