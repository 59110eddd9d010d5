const idleMillis = 1_000
let lastRequestAt = Number.NEGATIVE_INFINITY

export function noteTraffic(): void {
  lastRequestAt = performance.now()
}

/** Whether a request came in during the last second: background work then waits. */
export function isServing(): boolean {
  return performance.now() - lastRequestAt < idleMillis
}
