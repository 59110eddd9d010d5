import type { IncomingMessage, ServerResponse } from 'node:http'

/** HTTP/1.1 requires a Host header (RFC 9112 §3.2). Node's own check would skip the other steps. */
export function requireHost({ headers, httpVersion }: IncomingMessage, answer: ServerResponse): void {
  if (httpVersion === '1.1' && headers.host === undefined)
    answer.writeHead(400, { Connection: 'close' }).end()
}
