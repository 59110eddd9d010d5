import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection that stays open, for requests written byte by byte. */
export class RawClient {
  private received = ''

  private constructor(private readonly socket: Socket) {
    // A broken connection keeps what has arrived.
    socket.on('error', () => {})
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      this.received += chunk
    })
  }

  static async connect(url: string): Promise<RawClient> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    return new RawClient(socket)
  }

  write(bytes: string): void {
    this.socket.write(bytes)
  }

  /** The first answer, once its headers and part of its body have arrived. */
  async answer(): Promise<string> {
    while (!/\r\n\r\n./s.test(this.received) && !this.socket.closed)
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')])
    return this.received
  }
}
