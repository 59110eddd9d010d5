import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { hungUp } from '@/e2e/support/clients/send'
import { type RawAnswer, readAnswer } from './raw-answer'

const patienceMillis = 60_000
const noAnswer: RawAnswer = { ...hungUp, isLast: true }

/** Bytes to a server and its answers, with nothing between that would mend or refuse either. */
export class Wire {
  private kept: Socket | null = null

  constructor(private readonly url: string) {}

  /**
   * Sends one whole request and reads its answer; the connection is kept for the next. A server that hangs up before it
   * has read all gives `hungUp`.
   */
  async ask(request: Buffer, method: string): Promise<RawAnswer> {
    const isFresh = this.kept === null
    const socket = this.kept ?? (await this.open())
    this.kept = null
    const [answer] = await answersTo(socket, request, [method])
    // A connection that was kept may be closed just as it is used again: that says nothing of this request.
    if (answer === undefined) return isFresh ? noAnswer : await this.ask(request, method)
    if (answer.isLast) socket.destroy()
    else this.kept = socket
    return answer
  }

  /** Sends whole requests at once on a connection of their own, and reads as many answers; fewer where it is closed. */
  async pipeline(requests: Buffer, methods: readonly string[]): Promise<RawAnswer[]> {
    const socket = await this.open()
    const answers = await answersTo(socket, requests, methods)
    socket.destroy()
    return answers
  }

  /**
   * Sends bytes that may be no whole request, ends its side of the connection, and reads what is answered until the
   * server has closed it too.
   */
  async shout(bytes: Buffer): Promise<RawAnswer[]> {
    const socket = await this.open()
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.end(bytes)
    if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
    return readAnswers(Buffer.concat(chunks), [])
  }

  close(): void {
    this.kept?.destroy()
    this.kept = null
  }

  private async open(): Promise<Socket> {
    const socket = connect({ port: Number(new URL(this.url).port), host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    // A connection that is broken off ends with what has come so far.
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

/** All whole answers in what came; what they answer where it is not told is GET. */
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
