import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '@/lib/process/log'
import { loggedPath } from '@/lib/server/logged-path'
import { requestIdIn } from './identify-request'

export function logRequest(request: IncomingMessage, answer: ServerResponse): void {
  const started = performance.now()
  answer.once('finish', () => {
    const path = loggedPath(request.url ?? '')
    const ms = Math.round(performance.now() - started)
    const summary = { method: request.method, path, status: answer.statusCode, ms }
    const line = { event: 'request', ...summary, request: requestIdIn(request) }
    if (path.startsWith('/_next/')) log().debug(line)
    else log().info(line)
  })
}
