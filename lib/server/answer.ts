import { ServerResponse } from 'node:http'
import type { IncomingRequest } from './incoming-request'

/** A response whose status, headers and body can still be changed just before it is sent. */
export class Answer extends ServerResponse<IncomingRequest> {
  private readonly changes: (() => void)[] = []
  private buffered: Buffer[] | null = null
  private replacementBody: string | null = null

  /** Calls back just before the headers are sent. The first callback registered runs last, so it decides. */
  beforeHead(change: () => void): void {
    this.changes.unshift(change)
  }

  /** For use in a `beforeHead` callback: sends this body instead. Only for answers written by a single `end()`. */
  replaceBody(text: string): void {
    this.replacementBody = text
    this.setHeader('content-length', Buffer.byteLength(text))
  }

  /** Sends nothing before `end()`, so that the status can change until then. */
  bufferUntilEnd(): void {
    this.buffered = []
  }

  /** Next flushes the headers and writes the body in the same tick: delaying them to its end saves a packet. */
  override flushHeaders(): void {
    if (this.buffered) return
    // Not `this.cork()`: it fails once the answer has ended.
    const { socket } = this
    socket?.cork()
    process.nextTick(() => socket?.uncork())
    super.flushHeaders()
  }

  override writeHead(status: number, ...more: unknown[]): this {
    this.statusCode = status
    if (this.buffered) return this
    for (const change of this.changes) change()
    return Reflect.apply(super.writeHead, this, [this.statusCode, ...more])
  }

  override write(chunk: string | Uint8Array, ...more: unknown[]): boolean {
    if (this.buffered) return this.buffered.push(Buffer.from(chunk)) > 0
    return Reflect.apply(super.write, this, [chunk, ...more])
  }

  override end(...args: unknown[]): this {
    if (this.buffered) return this.endBuffered(args[0])
    if (this.replacementBody !== null) return super.end(this.replacementBody)
    return Reflect.apply(super.end, this, args)
  }

  private endBuffered(last: unknown): this {
    const hasBody = typeof last === 'string' || last instanceof Uint8Array
    const body = Buffer.concat([...(this.buffered ?? []), ...(hasBody ? [Buffer.from(last)] : [])])
    this.buffered = null
    return super.end(body)
  }
}
