import type { IncomingMessage } from 'node:http'
import type { Answer } from '@/lib/server/answer'
import { isApiPath, pathOf } from '@/lib/server/request-path'

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const pageMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST'])

/** Next answers a bare 500 to unknown methods, and shows pages for any method. The APIs refuse methods themselves. */
export function guardMethod(request: IncomingMessage, answer: Answer): void {
  if (!knownMethods.has(request.method ?? '')) request.method = 'PUT'
  if (pageMethods.has(request.method ?? '') || isApiPath(pathOf(request.url ?? '/'))) return
  answer.beforeHead(() => {
    if (answer.statusCode >= 400) return
    answer.setHeader('allow', 'GET, HEAD, POST')
    answer.statusCode = 405
  })
}
