import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './free-port'

/** What happens on the way: nothing; nobody listens; or what is sent is swallowed and nothing comes back. */
type Way = 'open' | 'refused' | 'black_hole'

type Pair = readonly [near: Socket, far: Socket]

/**
 * A TCP proxy in front of servers on this machine: what networks do to connections, a fail-over, and a balancer that
 * gives each connection to the next server, or to the one after that where nobody listens.
 */
export class TcpProxy {
  /** How much later everything arrives, in each direction. */
  delayMillis = 0
  private way: Way = 'open'
  private turn = 0
  private readonly pairs = new Set<Pair>()

  private constructor(
    readonly port: number,
    private targets: readonly number[],
    private listener: Server,
  ) {}

  /** Of no targets as long as they are not known yet. */
  static async start(...targets: number[]): Promise<TcpProxy> {
    const listener = createServer({ pauseOnConnect: true })
    const port = await freePort()
    await listen(listener, port)
    const proxy = new TcpProxy(port, targets, listener)
    listener.on('connection', (near) => proxy.join(near, proxy.targets.length))
    return proxy
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** The same address as somebody reaches it through this proxy. */
  through(url: string): string {
    return Object.assign(new URL(url), { port: String(this.port) }).href
  }

  /** When they are swallowed, connections stay; when nobody listens any more, they end. */
  async become(way: Way): Promise<void> {
    if (this.way === 'refused' && way !== 'refused') {
      this.listener = createServer({ pauseOnConnect: true }, (near) => this.join(near, this.targets.length))
      await listen(this.listener, this.port)
    }
    this.way = way
    if (way === 'refused') await this.stop()
  }

  /** From now on connections go there; those that are there stay until they are cut. */
  leadTo(...targets: number[]): void {
    this.targets = targets
  }

  /** Ends every connection, without a word. */
  cut(): void {
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }

  async stop(): Promise<void> {
    if (!this.listener.listening) return
    this.listener.close()
    this.cut()
    await once(this.listener, 'close')
  }

  private join(near: Socket, attemptsLeft: number): void {
    const target = this.targets[this.turn++ % this.targets.length]
    if (target === undefined || attemptsLeft === 0) {
      near.destroy()
      return
    }
    const far = connect(target, '127.0.0.1')
    const next = () => this.join(near, attemptsLeft - 1)
    far.once('error', next)
    far.once('connect', () => {
      far.off('error', next)
      this.carry([near, far])
    })
  }

  private carry(pair: Pair): void {
    this.pairs.add(pair)
    const [near, far] = pair
    this.pass(near, far)
    this.pass(far, near)
    near.resume()
  }

  private pass(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => this.later(() => to.writable && to.write(chunk)))
    from.on('end', () => this.later(() => to.end()))
    from.on('error', () => to.destroy())
    from.on('close', (hadError) => {
      if (hadError || !from.readableEnded) to.destroy()
      if (to.destroyed) for (const pair of this.pairs) if (pair.includes(from)) this.pairs.delete(pair)
    })
  }

  private later(act: () => void): void {
    if (this.way === 'black_hole') return
    if (this.delayMillis === 0) act()
    else setTimeout(act, this.delayMillis)
  }
}

async function listen(listener: Server, port: number): Promise<void> {
  listener.listen(port, '127.0.0.1')
  await once(listener, 'listening')
}
