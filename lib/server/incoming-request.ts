import { IncomingMessage } from 'node:http'

/** A request whose body size can be limited before anything reads it. */
export class IncomingRequest extends IncomingMessage {
  private bytesLeft = Number.POSITIVE_INFINITY

  /** Closes the connection when the body exceeds `maxBytes`. */
  limitBody(maxBytes: number): void {
    this.bytesLeft = maxBytes
  }

  override push(chunk: Uint8Array | null, encoding?: BufferEncoding): boolean {
    this.bytesLeft -= chunk?.length ?? 0
    if (this.bytesLeft >= 0) return super.push(chunk, encoding)
    this.destroy()
    return false
  }
}
