import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** The answer of a server that hangs up before it has read the whole request. */
export const hungUp: Answer = { status: 0, headers: {}, text: '' }

export interface Message {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Uint8Array | undefined
  /** The request target, when it is not the URL's path. */
  readonly target?: string
  /** Whether a broken connection counts as an answer: `hungUp`. */
  readonly mayHangUp?: boolean
}

const timeoutMillis = 30_000

/**
 * Sends one HTTP request with nothing added: no cookies, no Accept-Language, no Origin, a new socket. `fetch` and
 * Playwright's own client add headers, and do not allow setting Host.
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
      headers: withoutUndefined({ host: `localhost:${port}`, ...length, ...headers }),
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

/** Without undefined values, by which a caller removes a default header. */
function withoutUndefined(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
}
