import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { freePort } from '@/lib/testing/servers/free-port'

/** The state of the network: normal; down; answers lost on the way back; or an answer from a gateway. */
export type NetworkState = 'clear' | 'cut' | 'lost_answers' | GatewayAnswer

export interface GatewayAnswer {
  readonly status: 429 | 500 | 502 | 503
  readonly retryAfterSeconds?: number
}

/** An HTTP proxy on TCP in front of a server, for the faults that apps meet. */
export class FaultyProxy {
  state: NetworkState = 'clear'
  /** The requests so far, method and path, oldest first. */
  readonly requests: string[] = []
  private readonly issued = new Set<string>()
  private readonly expired = new Set<string>()

  private constructor(
    readonly url: string,
    private readonly target: URL,
    private readonly listener: Server,
  ) {}

  static async start(serverUrl: string): Promise<FaultyProxy> {
    const port = await freePort()
    const listener = createServer()
    const proxy = new FaultyProxy(`http://127.0.0.1:${port}`, new URL(serverUrl), listener)
    listener.on('request', (incoming, outgoing) => proxy.answer(incoming, outgoing))
    await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve))
    return proxy
  }

  async stop(): Promise<void> {
    this.listener.closeAllConnections()
    await new Promise((resolve) => this.listener.close(resolve))
  }

  /** From now on hides all earlier cookies and bearers from the server. */
  expireSessions(): void {
    for (const secret of this.issued) this.expired.add(secret)
    this.issued.clear()
  }

  private answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.requests.push(`${incoming.method} ${incoming.url}`)
    const { state } = this
    if (state === 'cut') incoming.socket.destroy()
    else if (state === 'clear' || state === 'lost_answers') this.forward(incoming, outgoing, state)
    else answerAsGateway(outgoing, state)
  }

  private forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    state: 'clear' | 'lost_answers',
  ): void {
    const { authorization = '', ...others } = incoming.headers
    if (authorization) this.issued.add(authorization)
    const carried = this.expired.has(authorization) || !authorization ? {} : { authorization }
    const headers = { ...others, ...carried, host: this.target.host, cookie: this.goodCookies(incoming) }
    const { method, url: path } = incoming
    const options = { host: '127.0.0.1', port: this.target.port, method, path, headers }
    const onward = request(options, (answer) => {
      answer.on('error', () => incoming.socket.destroy())
      if (state === 'lost_answers') {
        answer.resume().on('end', () => incoming.socket.destroy())
        return
      }
      for (const line of answer.headers['set-cookie'] ?? []) this.issued.add(pairOf(line))
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => answerAsGateway(outgoing, { status: 502 }))
    incoming.pipe(onward)
  }

  private goodCookies({ headers }: IncomingMessage): string {
    const pairs = (headers.cookie ?? '').split(';').map(pairOf)
    return pairs.filter((pair) => !this.expired.has(pair)).join('; ')
  }
}

function pairOf(line: string): string {
  return line.split(';')[0]?.trim() ?? ''
}

function answerAsGateway(outgoing: ServerResponse, { status, retryAfterSeconds }: GatewayAnswer): void {
  if (outgoing.headersSent) {
    outgoing.destroy()
    return
  }
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  // A gateway has its own text; the others are in the server's format.
  const [type, body] =
    status === 502
      ? ['text/html', '<h1>Bad gateway</h1>']
      : ['application/json', JSON.stringify(deviceErrorOf(status))]
  outgoing.writeHead(status, { 'content-type': type, ...retry }).end(body)
}

function deviceErrorOf(status: number): object {
  return status === 429
    ? { error_message: 'Too frequent request', error_code: 100_502 }
    : { error_message: 'Server error', error_code: 100_000 }
}
