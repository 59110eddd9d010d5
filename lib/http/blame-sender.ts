import type { ServerResponse } from 'node:http'
import { mendStatus } from './mend-status'

/** What Next says, with 500, where it fails before any page or action of ours is asked. */
const saysNext = 'Internal Server Error'
const said = 'Bad Request'

/**
 * Answers 400 to a form that Next could not read, a multipart without its end say: that is its sender's fault. What a
 * page of ours fails over is answered with a page, and keeps its 500.
 */
export function blameSender(response: ServerResponse): void {
  let isUnread = false
  mendStatus(response, (status) => {
    isUnread = status === 500 && Number(response.getHeader('content-length')) === saysNext.length
    if (!isUnread) return status
    response.removeHeader('etag')
    response.setHeader('content-length', said.length)
    return 400
  })
  response.end = new Proxy(response.end, {
    apply(end, self: ServerResponse, [last, ...rest]) {
      if (self.statusCode === 500 && !self.headersSent) self.writeHead(500)
      return Reflect.apply(end, self, [isUnread ? said : last, ...rest])
    },
  })
}
