import type { IncomingMessage, ServerResponse } from 'node:http'
import { headers } from 'next/headers'
import type { Failure } from '@/lib/account/failure'
import { policy } from '@/lib/policy'
import { processWide } from '@/lib/process-wide'
import { requestIdIn, requestIdOf } from './identify-requests'
import { mendStatus } from './mend-status'
import { type Incoming, onRequest } from './on-request'

/** The requests that are answered with 503, by their id, and when to come back, in seconds. */
const busy = () => processWide('busy-answers', () => new Map<string, number>())

/**
 * Answers the request that is being served with 503 and `Retry-After`, where its failure is that we are too busy or
 * that the database is away: a page and an action have no say in their status.
 *
 * @returns whether it was such a failure
 */
export async function answerIfBusy({ codes, retryAfterSeconds }: Failure): Promise<boolean> {
  if (codes[0] !== 'too_busy') return false
  busy().set(requestIdOf(await headers()), retryAfterSeconds ?? policy.tooBusyRetrySeconds)
  return true
}

/** Gives such answers their status. */
export function markBusyAnswers(): void {
  onRequest('request.start', markIfBusy)
}

function markIfBusy({ request, response }: Incoming): void {
  const id = requestIdIn(request)
  mendStatus(response, (status) => {
    const seconds = busy().get(id)
    if (seconds === undefined) return status
    response.setHeader('retry-after', String(seconds))
    return 503
  })
  response.once('close', () => busy().delete(id))
  if (isForRouter(request)) holdUntilWhole(response)
}

/** Whether Next's router in a browser asks for what it puts into the page that is there. */
function isForRouter({ headers: { rsc }, method }: IncomingMessage): boolean {
  return rsc !== undefined && method === 'GET'
}

/**
 * To its router Next sends the head of an answer at once, before the page has said anything. Here the head waits
 * until all has been said.
 */
function holdUntilWhole(response: ServerResponse): void {
  const chunks: Buffer[] = []
  const { writeHead, end } = response
  let isWhole = false
  response.flushHeaders = () => {}
  response.writeHead = new Proxy(writeHead, {
    apply(_, self: ServerResponse, [status, ...more]) {
      self.statusCode = status
      return isWhole ? Reflect.apply(writeHead, self, [status, ...more]) : self
    },
  })
  response.write = (chunk: string | Uint8Array) => chunks.push(Buffer.from(chunk)) > 0
  response.end = new Proxy(end, {
    apply(_, self: ServerResponse, [last]) {
      isWhole = true
      if (typeof last === 'string' || last instanceof Uint8Array) chunks.push(Buffer.from(last))
      return Reflect.apply(end, self, [Buffer.concat(chunks)])
    },
  })
}
