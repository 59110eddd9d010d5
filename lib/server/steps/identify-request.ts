import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressAmong } from '@/lib/http/peer'
import { requestIdHeader, routeHeader } from '@/lib/http/request-id'
import type { RequestFacts } from '@/lib/process/request-facts'
import { loggedPath } from '@/lib/server/logged-path'

/**
 * Gives every request a name of its own, which its answer, all its lines in the log and the events that it causes carry
 * (`x-request-id`), and notes its path without what is secret in it. Whatever a client sends in their place is
 * overwritten.
 */
export function identifyRequest({ headers, url }: IncomingMessage, answer: ServerResponse): void {
  // Of what Node has drawn in advance for many: by itself this is a 50th of a session check.
  const id = randomUUID().replaceAll('-', '').slice(0, 16)
  headers[requestIdHeader] = id
  headers[routeHeader] = loggedPath(url ?? '').replace(/[^\x21-\x7e]/g, '?')
  answer.setHeader('x-request-id', id)
}

/** The name of a request, as Node has it. */
export function requestIdIn({ headers }: IncomingMessage): string {
  return String(headers[requestIdHeader] ?? '')
}

/** What the log says of a request that has been identified, and whose peer has been recorded before. */
export function factsOf(request: IncomingMessage): RequestFacts {
  const { headers } = request
  return {
    request: requestIdIn(request),
    route: String(headers[routeHeader]),
    address: addressAmong(String(headers['x-forwarded-for'])),
  }
}
