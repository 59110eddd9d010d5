/** Thrown when a bounded queue is full. Every channel answers 503 with Retry-After. */
export class TooBusy extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super('too busy')
    this.name = 'TooBusy'
  }
}

/** Compares by name: Next bundles several copies of this class, so `instanceof` would fail. */
export function isTooBusy(error: unknown): error is TooBusy {
  return error instanceof Error && error.name === 'TooBusy'
}
