/** Thrown where a bounded queue is full. Every door answers it with 503 and when to come back. */
export class TooBusy extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('too busy')
    this.name = 'TooBusy'
  }
}
