import type { IncomingMessage } from 'node:http'
import { forgetBusy, retrySecondsOf } from '@/lib/http/busy-answers'
import type { Answer } from '@/lib/server/answer'
import { requestIdIn } from './identify-request'

/** Gives an answer of a page or an action its status 503, where its failure is that we are too busy (`answerIfBusy`). */
export function markBusyAnswer(request: IncomingMessage, answer: Answer): void {
  const id = requestIdIn(request)
  answer.beforeHead(() => {
    const seconds = retrySecondsOf(id)
    if (seconds === undefined) return
    answer.setHeader('retry-after', String(seconds))
    answer.statusCode = 503
  })
  answer.once('close', () => forgetBusy(id))
  // To its router Next sends the head of an answer at once, before the page has said anything.
  if (isForRouter(request)) answer.holdUntilWhole()
}

/** Whether Next's router in a browser asks for what it puts into the page that is there. */
function isForRouter({ headers: { rsc }, method }: IncomingMessage): boolean {
  return rsc !== undefined && method === 'GET'
}
