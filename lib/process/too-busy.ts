/** Thrown where a bounded queue is full. Every channel answers it with 503 and when to come back. */
export class TooBusy extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('too busy')
    this.name = 'TooBusy'
  }
}

/** By its name: what the start of the server made throws another copy of the class than a route knows. */
export function isTooBusy(error: unknown): error is TooBusy {
  return error instanceof Error && error.name === 'TooBusy'
}
