import type { IncomingMessage, ServerResponse } from 'node:http'

/** HTTP/1.1 has every request name its host (RFC 9112 §3.2). Node would say so too, but before any step was taken. */
export function refuseWithoutHost({ headers, httpVersion }: IncomingMessage, answer: ServerResponse): void {
  if (httpVersion === '1.1' && headers.host === undefined)
    answer.writeHead(400, { Connection: 'close' }).end()
}
