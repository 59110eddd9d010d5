import { ServerResponse } from 'node:http'
import type { IncomingRequest } from './incoming-request'

/** An answer of ours: one that may still be changed at the last moment. */
export class Answer extends ServerResponse<IncomingRequest> {
  private readonly changes: (() => void)[] = []
  private held: Buffer[] | null = null
  private other: string | null = null

  /**
   * Calls back just before the head leaves, when its status and all its headers are set and may still be changed. Who
   * asked first is called last, and so has the last word.
   */
  beforeHead(change: () => void): void {
    this.changes.unshift(change)
  }

  /** In a change of the head: this is said, and nothing of what is said otherwise. For an answer in one piece. */
  sayInstead(text: string): void {
    this.other = text
    this.setHeader('content-length', Buffer.byteLength(text))
  }

  /** From now on nothing leaves before all has been said, so that the status may be changed until then. */
  holdUntilWhole(): void {
    this.held = []
  }

  /**
   * Next sends the head by itself and then, in the same turn, what it says. Here the head waits for the turn's end, as
   * Node has all that is written to an answer wait, and both leave in one packet.
   */
  override flushHeaders(): void {
    if (this.held) return
    // Not `this.cork`, which minds that an answer has ended in the meantime.
    const { socket } = this
    socket?.cork()
    process.nextTick(() => socket?.uncork())
    super.flushHeaders()
  }

  override writeHead(status: number, ...more: unknown[]): this {
    this.statusCode = status
    if (this.held) return this
    for (const change of this.changes) change()
    return Reflect.apply(super.writeHead, this, [this.statusCode, ...more])
  }

  override write(chunk: string | Uint8Array, ...more: unknown[]): boolean {
    if (this.held) return this.held.push(Buffer.from(chunk)) > 0
    return Reflect.apply(super.write, this, [chunk, ...more])
  }

  override end(...said: unknown[]): this {
    if (this.held) return this.endWhole(said[0])
    if (this.other !== null) return super.end(this.other)
    return Reflect.apply(super.end, this, said)
  }

  private endWhole(last: unknown): this {
    const isSaid = typeof last === 'string' || last instanceof Uint8Array
    const whole = Buffer.concat([...(this.held ?? []), ...(isSaid ? [Buffer.from(last)] : [])])
    this.held = null
    return super.end(whole)
  }
}
