import type { IncomingMessage } from 'node:http'
import { log } from '@/lib/log'
import { onRequest } from './on-request'

/** What stands in the address of a ticket's page or endpoint is a secret: the log gets the pattern. */
const secretPlaces =
  /^(\/reset|\/verify-email|\/api\/rest\/auth\/reset-password|\/api\/rest\/auth\/verify-email)\/.+$/

/** One line for each request when its answer is out: method, path without secrets or query, status, time. */
export function logRequests(): void {
  const started = new WeakMap<IncomingMessage, number>()
  onRequest('request.start', ({ request }) => started.set(request, performance.now()))
  onRequest('response.finish', ({ request, response }) => {
    const path = loggedPath(request.url ?? '')
    const ms = Math.round(performance.now() - (started.get(request) ?? performance.now()))
    const line = { event: 'request', method: request.method, path, status: response.statusCode, ms }
    if (path.startsWith('/_next/')) log().debug(line)
    else log().info(line)
  })
}

export function loggedPath(url: string): string {
  const path = url.replace(/[?#].*$/s, '')
  return path.replace(secretPlaces, '$1/[ticket]').slice(0, 200)
}
