import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** What a server does with more than it reads: it refuses, and may hang up before it is told all. */
export const hungUp: Answer = { status: 0, headers: {}, text: '' }

export interface Message {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Uint8Array | undefined
  /** What stands in the request line, when it is not the URL's path. */
  readonly target?: string
  /** Whether a connection that the server breaks is an answer: `hungUp`. */
  readonly mayHangUp?: boolean
}

const timeoutMillis = 30_000

/**
 * One HTTP exchange with nothing added to it: no cookies, no Accept-Language, no Origin, a socket of its own.
 * `fetch` and Playwright's own client each send headers of theirs, and neither lets Host be chosen.
 *
 * @throws Error when the connection breaks before an answer has come
 */
export function send(
  url: string,
  { method = 'GET', headers = {}, body, target, mayHangUp = false }: Message = {},
): Promise<Answer> {
  const { port, pathname, search } = new URL(url)
  const counted = body !== undefined && headers['transfer-encoding'] === undefined
  const length = counted ? { 'content-length': Buffer.byteLength(body) } : {}
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path: target ?? pathname + search,
      method,
      headers: known({ host: `localhost:${port}`, ...length, ...headers }),
      agent: false,
      maxHeaderSize: 64 * 1024,
      timeout: timeoutMillis,
    })
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text })
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${url} in ${timeoutMillis} ms`)))
    outgoing.on('error', (error) => {
      const isReset = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      if (isReset && mayHangUp) resolve(hungUp)
      else reject(error)
    })
    outgoing.end(body)
  })
}

/** Without those that are undefined, by which a caller takes back what would be sent otherwise. */
function known(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
}
