import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './free-port'

/** `black_hole` drops all data and answers nothing. */
type Mode = 'open' | 'refused' | 'black_hole'

type Connection = readonly [client: Socket, upstream: Socket]

/** Simulates network faults, fail-over, and a load balancer that gives each connection to the next reachable target. */
export class TcpProxy {
  delayMillis = 0
  private mode: Mode = 'open'
  private nextTarget = 0
  private readonly connections = new Set<Connection>()

  private constructor(
    readonly port: number,
    private targets: readonly number[],
    private listener: Server,
  ) {}

  static async start(...targets: number[]): Promise<TcpProxy> {
    const listener = createServer({ pauseOnConnect: true })
    const port = await freePort()
    await listen(listener, port)
    const proxy = new TcpProxy(port, targets, listener)
    listener.on('connection', (client) => proxy.addClient(client, proxy.targets.length))
    return proxy
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** The same URL through this proxy. */
  through(url: string): string {
    return Object.assign(new URL(url), { port: String(this.port) }).href
  }

  /** `refused` closes open connections, `black_hole` keeps them. */
  async become(mode: Mode): Promise<void> {
    if (this.mode === 'refused' && mode !== 'refused') {
      this.listener = createServer({ pauseOnConnect: true }, (client) =>
        this.addClient(client, this.targets.length),
      )
      await listen(this.listener, this.port)
    }
    this.mode = mode
    if (mode === 'refused') await this.stop()
  }

  /** For new connections; existing ones stay until `cut`. */
  setTargets(...targets: number[]): void {
    this.targets = targets
  }

  /** Resets every connection. */
  cut(): void {
    for (const [client, upstream] of this.connections) {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
  }

  async stop(): Promise<void> {
    if (!this.listener.listening) return
    this.listener.close()
    this.cut()
    await once(this.listener, 'close')
  }

  private addClient(client: Socket, attemptsLeft: number): void {
    const target = this.targets[this.nextTarget++ % this.targets.length]
    if (target === undefined || attemptsLeft === 0) {
      client.destroy()
      return
    }
    const upstream = connect(target, '127.0.0.1')
    const next = () => this.addClient(client, attemptsLeft - 1)
    upstream.once('error', next)
    upstream.once('connect', () => {
      upstream.off('error', next)
      this.forward([client, upstream])
    })
  }

  private forward(connection: Connection): void {
    this.connections.add(connection)
    const [client, upstream] = connection
    this.pipe(client, upstream)
    this.pipe(upstream, client)
    client.resume()
  }

  private pipe(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => this.later(() => to.writable && to.write(chunk)))
    from.on('end', () => this.later(() => to.end()))
    from.on('error', () => to.destroy())
    from.on('close', (hadError) => {
      if (hadError || !from.readableEnded) to.destroy()
      if (to.destroyed)
        for (const connection of this.connections)
          if (connection.includes(from)) this.connections.delete(connection)
    })
  }

  private later(act: () => void): void {
    if (this.mode === 'black_hole') return
    if (this.delayMillis === 0) act()
    else setTimeout(act, this.delayMillis)
  }
}

async function listen(listener: Server, port: number): Promise<void> {
  listener.listen(port, '127.0.0.1')
  await once(listener, 'listening')
}
