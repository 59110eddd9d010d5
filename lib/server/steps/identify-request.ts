import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientAddressIn } from '@/lib/http/peer'
import { requestIdHeader, routeHeader } from '@/lib/http/request-id'
import type { RequestFacts } from '@/lib/process/request-facts'
import { loggedPath } from '@/lib/server/logged-path'

/** Gives each request an id for its answer, log lines and events. Overwrites what a client sends in these headers. */
export function identifyRequest({ headers, url }: IncomingMessage, answer: ServerResponse): void {
  const id = randomUUID().replaceAll('-', '').slice(0, 16)
  headers[requestIdHeader] = id
  headers[routeHeader] = loggedPath(url ?? '').replace(/[^\x21-\x7e]/g, '?')
  answer.setHeader('x-request-id', id)
}

export function requestIdIn({ headers }: IncomingMessage): string {
  return String(headers[requestIdHeader] ?? '')
}

/** Needs `recordPeer` and `identifyRequest` to have run. */
export function factsOf(request: IncomingMessage): RequestFacts {
  const { headers } = request
  return {
    request: requestIdIn(request),
    route: String(headers[routeHeader]),
    address: clientAddressIn(String(headers['x-forwarded-for'])),
  }
}
