import type { ServerResponse } from 'node:http'

/** What Next says, with 500, where it fails before any page or action of ours is asked. */
const saysNext = 'Internal Server Error'
const said = 'Bad Request'

/**
 * Answers 400 to a form that Next could not read, a multipart without its end say: that is its sender's fault. What a
 * page of ours fails over is answered with a page, and keeps its 500.
 */
export function blameSender(response: ServerResponse): void {
  response.end = new Proxy(response.end, {
    apply(end, self: ServerResponse, [last, ...rest]) {
      const isUnread = self.statusCode === 500 && !self.headersSent && String(last) === saysNext
      if (!isUnread) return Reflect.apply(end, self, [last, ...rest])
      self.statusCode = 400
      self.removeHeader('etag')
      self.setHeader('content-length', said.length)
      return Reflect.apply(end, self, [said, ...rest])
    },
  })
}
