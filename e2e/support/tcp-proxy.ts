import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** What happens on the way: nothing; nobody listens; or what is sent is swallowed and nothing comes back. */
export type Way = 'open' | 'refused' | 'black_hole'

/** A TCP proxy in front of a server on this machine: what networks do to connections, and a fail-over. */
export class TcpProxy {
  /** How much later everything arrives, in each direction. */
  delayMillis = 0
  private way: Way = 'open'
  private readonly pairs = new Set<readonly [Socket, Socket]>()

  private constructor(
    readonly port: number,
    private target: number,
    private listener: Server,
  ) {}

  static async start(targetPort: number): Promise<TcpProxy> {
    const listener = createServer()
    await listen(listener, 0)
    const { port } = listener.address() as AddressInfo
    const proxy = new TcpProxy(port, targetPort, listener)
    listener.on('connection', (socket) => proxy.join(socket))
    return proxy
  }

  /** The same address as somebody reaches it through this proxy. */
  through(url: string): string {
    return Object.assign(new URL(url), { port: String(this.port) }).href
  }

  /** Connections there are stay as they are when they are swallowed, and end when nobody listens any more. */
  async become(way: Way): Promise<void> {
    if (this.way === 'refused' && way !== 'refused') {
      this.listener = createServer((socket) => this.join(socket))
      await listen(this.listener, this.port)
    }
    this.way = way
    if (way === 'refused') await this.stop()
    if (way === 'open') for (const [near, far] of this.pairs) near.resume() && far.resume()
  }

  /** From now on connections go to another server; those to the old one end. */
  moveTo(targetPort: number): void {
    this.target = targetPort
    this.cut()
  }

  /** Ends every connection, without a word. */
  cut(): void {
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }

  async stop(): Promise<void> {
    this.listener.close()
    this.cut()
    if (this.listener.listening) await once(this.listener, 'close')
  }

  private join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1')
    const pair = [near, far] as const
    this.pairs.add(pair)
    this.carry(near, far)
    this.carry(far, near)
    for (const end of pair) {
      end.on('error', () => end.destroy())
      end.on('close', () => {
        this.pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
  }

  private carry(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      if (this.way === 'black_hole') return
      if (this.delayMillis === 0) to.write(chunk)
      else setTimeout(() => to.writable && to.write(chunk), this.delayMillis)
    })
  }
}

async function listen(listener: Server, port: number): Promise<void> {
  listener.listen(port, '127.0.0.1')
  await once(listener, 'listening')
}
