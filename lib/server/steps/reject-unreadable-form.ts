import type { IncomingMessage } from 'node:http'
import type { Answer } from '@/lib/server/answer'
import { isApiPath, pathOf } from '@/lib/server/request-path'

// Next's 500 body when it fails before it calls any page or action.
const nextErrorBody = 'Internal Server Error'

/** Answers 400 instead of 500 to a form that Next cannot parse. Faults in our pages have a longer body and keep 500. */
export function rejectUnreadableForm({ method, url = '/' }: IncomingMessage, answer: Answer): void {
  if (method !== 'POST' || isApiPath(pathOf(url))) return
  answer.beforeHead(() => {
    if (answer.statusCode !== 500 || Number(answer.getHeader('content-length')) !== nextErrorBody.length)
      return
    answer.removeHeader('etag')
    answer.statusCode = 400
    answer.replaceBody('Bad Request')
  })
}
