import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { hungUp } from '@/e2e/support/clients/send'
import { type RawAnswer, readAnswer } from './raw-answer'

const patienceMillis = 60_000
const noAnswer: RawAnswer = { ...hungUp, isLast: true }

/** Sends bytes to a server and reads its answers, without a layer that would fix or reject either. */
export class RawConnection {
  private reusable: Socket | null = null

  constructor(private readonly url: string) {}

  /**
   * Sends one whole request and reads its answer; the connection is reused. Returns `hungUp` when the server closes the
   * connection before it has read all.
   */
  async send(request: Buffer, method: string): Promise<RawAnswer> {
    const isFresh = this.reusable === null
    const socket = this.reusable ?? (await this.open())
    this.reusable = null
    const [answer] = await answersTo(socket, request, [method])
    // A reused connection may close at the same moment: that says nothing about this request.
    if (answer === undefined) return isFresh ? noAnswer : await this.send(request, method)
    if (answer.isLast) socket.destroy()
    else this.reusable = socket
    return answer
  }

  /** Sends whole requests at once on a new connection, and reads as many answers; fewer where it is closed. */
  async pipeline(requests: Buffer, methods: readonly string[]): Promise<RawAnswer[]> {
    const socket = await this.open()
    const answers = await answersTo(socket, requests, methods)
    socket.destroy()
    return answers
  }

  /** Sends bytes that may be no whole request, ends its side, and reads until the server closes too. */
  async sendBytes(bytes: Buffer): Promise<RawAnswer[]> {
    const socket = await this.open()
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.end(bytes)
    if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
    return readAnswers(Buffer.concat(chunks), [])
  }

  close(): void {
    this.reusable?.destroy()
    this.reusable = null
  }

  private async open(): Promise<Socket> {
    const socket = connect({ port: Number(new URL(this.url).port), host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    // A broken connection ends with what has arrived so far.
    socket.on('error', () => {})
    socket.setTimeout(patienceMillis, () => socket.destroy())
    return socket
  }
}

function answersTo(socket: Socket, requests: Buffer, methods: readonly string[]): Promise<RawAnswer[]> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0)
    const settle = (read: () => void) => {
      socket.off('data', onData).off('close', onClose)
      read()
    }
    const onClose = () => settle(() => resolve(readAnswers(received, methods)))
    const onData = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      try {
        const answers = readAnswers(received, methods)
        if (answers.length === methods.length) settle(() => resolve(answers))
      } catch (error) {
        settle(() => reject(error))
      }
    }
    socket.on('data', onData).on('close', onClose)
    if (socket.closed) onClose()
    else socket.write(requests)
  })
}

/** All whole answers in the bytes; the method is assumed to be GET where it is unknown. */
function readAnswers(bytes: Buffer, methods: readonly string[]): RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const read = readAnswer(rest, methods[answers.length] ?? 'GET')
    if (read === null) break
    answers.push(read.answer)
    rest = read.rest
  }
  return answers
}
