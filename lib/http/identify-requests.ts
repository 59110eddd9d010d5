import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { enterRequest } from '@/lib/request-facts'
import { loggedPath } from './logged-path'
import { type Incoming, onRequest } from './on-request'
import { addressAmong } from './peer'

const idHeader = 'x-latchkey-request'
const routeHeader = 'x-latchkey-route'

/**
 * Gives every request a name of its own, which its answer, all its lines in the log and the events that it causes carry
 * (`x-request-id`), and notes its path without what is secret in it. Whatever a client sends in their place is
 * overwritten. The peers are recorded before.
 */
export function identifyRequests(): void {
  onRequest('request.start', identify)
}

function identify({ request, response }: Incoming): void {
  // Of what Node has drawn in advance for many: by itself this is a 50th of a session check.
  const id = randomUUID().replaceAll('-', '').slice(0, 16)
  const route = loggedPath(request.url ?? '').replace(/[^\x21-\x7e]/g, '?')
  request.headers[idHeader] = id
  request.headers[routeHeader] = route
  response.setHeader('x-request-id', id)
  enterRequest({ request: id, route, address: addressAmong(String(request.headers['x-forwarded-for'])) })
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
