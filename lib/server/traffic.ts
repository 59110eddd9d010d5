const lullMillis = 1_000
let lastRequestAt = Number.NEGATIVE_INFINITY

/** A step: notes that a request came in. */
export function noteTraffic(): void {
  lastRequestAt = performance.now()
}

/** Whether people are being served at this moment: what can wait then stands back. */
export function isServing(): boolean {
  return performance.now() - lastRequestAt < lullMillis
}
