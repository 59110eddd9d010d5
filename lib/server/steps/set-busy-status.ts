import type { IncomingMessage } from 'node:http'
import { forgetBusy, retrySecondsOf } from '@/lib/http/busy-answers'
import type { Answer } from '@/lib/server/answer'
import { requestIdIn } from './identify-request'

/** Sets status 503 on pages and actions that failed because we are too busy (`answer503IfBusy`). */
export function setBusyStatus(request: IncomingMessage, answer: Answer): void {
  const id = requestIdIn(request)
  answer.beforeHead(() => {
    const seconds = retrySecondsOf(id)
    if (seconds === undefined) return
    answer.setHeader('retry-after', String(seconds))
    answer.statusCode = 503
  })
  answer.once('close', () => forgetBusy(id))
  // For its router Next sends the headers before the page has rendered.
  if (isForRouter(request)) answer.bufferUntilEnd()
}

function isForRouter({ headers: { rsc }, method }: IncomingMessage): boolean {
  return rsc !== undefined && method === 'GET'
}
