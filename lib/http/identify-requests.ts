import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { loggedPath } from './logged-path'
import { type Incoming, onRequest } from './on-request'

const idHeader = 'x-latchkey-request'
const routeHeader = 'x-latchkey-route'

/**
 * Gives every request a name of its own, which its answer, its line in the log and the events that it causes carry
 * (`x-request-id`), and notes its path without what is secret in it. Whatever a client sends in their place is
 * overwritten.
 */
export function identifyRequests(): void {
  onRequest('request.start', identify)
}

function identify({ request, response }: Incoming): void {
  // Of what Node has drawn in advance for many: by itself this is a 50th of a session check.
  const id = randomUUID().replaceAll('-', '').slice(0, 16)
  request.headers[idHeader] = id
  request.headers[routeHeader] = loggedPath(request.url ?? '').replace(/[^\x21-\x7e]/g, '?')
  response.setHeader('x-request-id', id)
}

/** The name of the request that these headers came with; '' for one that no server of ours received. */
export function requestIdOf(headers: Headers): string {
  return headers.get(idHeader) ?? ''
}

/** Its path, as the log has it. */
export function routeOf(headers: Headers): string {
  return headers.get(routeHeader) ?? ''
}

/** The same from a request as Node has it. */
export function requestIdIn({ headers }: IncomingMessage): string {
  return String(headers[idHeader] ?? '')
}
