import type { IncomingMessage } from 'node:http'
import type { Answer } from '@/lib/server/answer'
import { isApiPath, pathOf } from '@/lib/server/request-path'

/** What Next says, with 500, where it fails before any page or action of ours is asked. */
const saysNext = 'Internal Server Error'

/**
 * Answers 400 to a form that Next could not read, a multipart without its end say: that is its sender's fault. What a
 * page of ours fails over is answered with a page, and keeps its 500.
 */
export function blameSender({ method, url = '/' }: IncomingMessage, answer: Answer): void {
  if (method !== 'POST' || isApiPath(pathOf(url))) return
  answer.beforeHead(() => {
    if (answer.statusCode !== 500 || Number(answer.getHeader('content-length')) !== saysNext.length) return
    answer.removeHeader('etag')
    answer.statusCode = 400
    answer.sayInstead('Bad Request')
  })
}
