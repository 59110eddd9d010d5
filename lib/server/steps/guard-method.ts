import type { IncomingMessage } from 'node:http'
import type { Answer } from '@/lib/server/answer'
import { isApiPath, pathOf } from '@/lib/server/request-path'

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const ofPages = new Set(['GET', 'HEAD', 'OPTIONS', 'POST'])

/**
 * A method that Next does not know is taken for PUT, or Next would answer a bare 500 before it asks any route. A page
 * is read and posted to, and nothing else: Next would show it, whatever the method. The APIs refuse a wrong method
 * themselves, in their dialects' words.
 */
export function guardMethod(request: IncomingMessage, answer: Answer): void {
  if (!known.has(request.method ?? '')) request.method = 'PUT'
  if (ofPages.has(request.method ?? '') || isApiPath(pathOf(request.url ?? '/'))) return
  answer.beforeHead(() => {
    if (answer.statusCode >= 400) return
    answer.setHeader('allow', 'GET, HEAD, POST')
    answer.statusCode = 405
  })
}
