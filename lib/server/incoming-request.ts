import { IncomingMessage } from 'node:http'

/** A request as it comes to us: one whose body may be bounded before anybody has read it. */
export class IncomingRequest extends IncomingMessage {
  private bytesLeft = Number.POSITIVE_INFINITY

  /** Ends the connection once more of the body than this has come, before any more of it is kept. */
  cutBeyond(mostBytes: number): void {
    this.bytesLeft = mostBytes
  }

  override push(chunk: Uint8Array | null, encoding?: BufferEncoding): boolean {
    this.bytesLeft -= chunk?.length ?? 0
    if (this.bytesLeft >= 0) return super.push(chunk, encoding)
    this.destroy()
    return false
  }
}
